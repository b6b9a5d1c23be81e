import { refuse, requireObject } from "../../data/arguments";
import type { Sparsity } from "../../model/sparsity";
import type { Network } from "../../model/stack";
import { fit } from "../../training/fit";
import type { FitData } from "../../training/fit-data";
import type { FitOptions } from "../../training/fit-options";
import type { Fit, FitRecord } from "../../training/fit-result";
import type { FigureSpec } from "../figures/figure";
import { LiveFigure } from "./figure";

/** The shortest time between two drawings, in ms: 20 a second look smooth and take little time. */
const pace = 50;

/** The current state of a training run. */
export interface Training {
  readonly net: Network;
  readonly data: FitData;
  readonly history: readonly FitRecord[];
  /** The number of steps in total. */
  readonly steps: number;
  /** The record of the network that early stopping kept, after it ended the run. */
  readonly kept?: FitRecord | undefined;
  /** The penalty on average activations, if there is one. */
  readonly sparsity?: Sparsity | undefined;
}

/** A live figure of a training run. */
export class TrainingFigure extends LiveFigure {
  constructor(
    spec: FigureSpec,
    private readonly specOf: (training: Training) => Partial<FigureSpec>,
  ) {
    super(spec);
  }

  draw(training: Training): void {
    this.show(this.specOf(training));
  }
}

/**
 * Trains a network as `fit` does, and draws figures during the run, up to 20 times a second, and at the end.
 *
 * @param figures the figures to draw, such as `liveCurves()`
 * @throws what `fit` throws
 *
 * @example
 * const x = syntheticData({ d: 4, N: 20, rank: 2, random: random(1) });
 * const net = randomAutoencoder({ d: 4, m: 2, random: random(2) });
 * const curves = liveCurves();
 * const fitted = await fitLive(net, { x }, { steps: 50 }, [curves]);
 * fitted.steps // → 50
 * String(curves).startsWith("Figure: R² during training. After 50 steps: training R² 0.") // → true
 */
export async function fitLive<N extends Network>(
  net: N,
  data: FitData,
  options: FitOptions<N>,
  figures: readonly TrainingFigure[],
): Promise<Fit<N>> {
  requireObject("options", options, "an object such as { steps, learningRate }");
  if (!Array.isArray(figures)) refuse("figures", figures, "a list such as [liveCurves()]");
  const { steps = 1000, sparsity } = options;
  const history: FitRecord[] = [];
  let last = Number.NEGATIVE_INFINITY;
  const draw = (trained: Network, kept?: FitRecord) => {
    for (const figure of figures) figure.draw({ net: trained, data, history, steps, kept, sparsity });
    last = performance.now();
  };
  const onRecord = (record: FitRecord, network: () => N) => {
    history.push(record);
    options.onRecord?.(record, network);
    // One record is no curve yet: the figure would flicker while a slider is dragged.
    if (history.length > 1 && performance.now() - last >= pace) draw(network());
  };
  const fitted = await fit(net, data, { ...options, steps, onRecord });
  draw(fitted.net, fitted.stopped === "early" ? fitted.final : undefined);
  return fitted;
}
