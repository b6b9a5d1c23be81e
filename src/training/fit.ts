import { size } from "../data/shape";
import type { Learner, LoadedData } from "../engine/backend";
import { backend } from "../engine/backends";
import { Autoencoder } from "../model/autoencoder";
import { autoencoderOf, type Network, type Stack } from "../model/layers";
import { Batches } from "./batches";
import { type Checkpoint, pack, requireSameTraining, stateIn, unpack } from "./checkpoint";
import { type FitData, type FitOptions, type FullFitOptions, fullOptions, type Points } from "./fit-options";
import { Diverged, Fit, type FitRecord, type Score } from "./fit-result";
import { meanColumn, totalSquares } from "./metrics";
import { type ProgressLine, progressLine, silent } from "./progress";
import { schedules } from "./schedules";
import { turns } from "./turns";
import { version } from "./version";

/**
 * Trains a network: step by step `W := W − η ∂J/∂W` or what the optimiser makes of it, with a history,
 * until all steps are made or early stopping ends it. The network that is passed in stays as it is.
 *
 * It is seeded: the same network, data and options give the same bits, with progress shown or not,
 * broken off and resumed or not. Other work (an interrupt, output, a timer) gets its turn some forty times a
 * second.
 *
 * @param net an autoencoder or a stack of any depth
 * @param data x d×N with targets y d×N (x itself unless told otherwise), and points to judge by
 * @param options see FitOptions; full-batch Adam with η = 0.01 for 1,000 steps unless told otherwise
 * @throws Diverged when the loss is no finite number any more, with step and learning rate; the signal's
 *   reason when it ends the training; naming an option or matrix that does not fit.
 *
 * @example
 * const x = syntheticData({ d: 6, N: 40, rank: 2, random: random(1) });
 * const net = randomAutoencoder({ d: 6, m: 4, random: random(2) });
 * const { history, final } = await fit(net, { x }, { steps: 200, learningRate: 0.05, progress: false });
 * final.train.loss < 0.2 * (history[0]?.train.loss ?? 0) // → true
 */
export async function fit<N extends Network>(
  net: N,
  data: FitData,
  options: FitOptions<N> = {},
): Promise<Fit<N>> {
  const [, N] = size(data.x);
  const full = fullOptions(options, N, Boolean(data.validation ?? data.test));
  const engine = backend(full.backend);
  const learner = engine.learner(net, full);
  const line = full.progress === false ? silent : await progressLine();
  try {
    const training = new Training(net, learner, data, full);
    await training.run(line);
    const { name, description } = { name: learner.backend, description: engine.description };
    return training.result({ backend: name, by: description, seed: full.seed, version });
  } catch (error) {
    line.end(error instanceof Diverged ? error.message : "stopped");
    throw error;
  } finally {
    learner.free();
  }
}

/** Points that the learner holds, with their total squares. */
interface Judged {
  readonly data: LoadedData;
  readonly squares: number;
}

class Training<N extends Network> {
  private step = 0;
  private history: FitRecord[] = [];
  private best: { readonly record: FitRecord; readonly parameters: Float64Array } | undefined;
  private stoppedEarly = false;
  private readonly sets: { readonly train: Judged; readonly test?: Judged; readonly validation?: Judged };
  private readonly batches: Batches;
  private readonly of: Checkpoint["of"];

  constructor(
    private readonly net: N,
    private readonly learner: Learner,
    data: FitData,
    private readonly options: FullFitOptions<N>,
  ) {
    const { y = data.x } = data;
    const mean = meanColumn(y);
    const judged = ({ x, y }: Points): Judged => ({
      data: learner.load(x, y),
      squares: totalSquares(y ?? x, mean),
    });
    const { test, validation } = data;
    this.sets = {
      train: judged(data),
      ...(test && { test: judged(test) }),
      ...(validation && { validation: judged(validation) }),
    };
    const { steps, batchSize, learningRate, schedule, seed, optimiser, evaluateEvery } = options;
    const { clip = 0, weightDecay = 0, sparsity, earlyStopping } = options;
    this.batches = new Batches(this.sets.train.data.N, batchSize, seed);
    this.of = {
      ...{ backend: learner.backend, steps, batchSize, learningRate, schedule, seed, evaluateEvery, clip },
      ...{ weightDecay, optimiser: JSON.stringify(optimiser), patience: earlyStopping?.patience ?? 0 },
      sparsity: sparsity ? `${sparsity.penalty.name} ${sparsity.beta} ${sparsity.p}` : "none",
      "the sum of squares of the targets": this.sets.train.squares,
    };
    if (options.from) this.restore(options.from);
  }

  async run(line: ProgressLine): Promise<void> {
    const { steps, signal, evaluateEvery, checkpoints } = this.options;
    const turn = turns();
    if (this.step === 0) this.record();
    while (this.step < steps && !this.stoppedEarly) {
      if (signal?.aborted) {
        checkpoints?.keep(this.checkpoint());
        throw signal.reason;
      }
      this.makeStep();
      if (this.step % evaluateEvery === 0 || this.step === steps) this.record();
      if (checkpoints && this.step % checkpoints.every === 0) checkpoints.keep(this.checkpoint());
      if (turn.isDue()) {
        line.update(
          this.step / steps,
          this.inWords(`step ${inThousands(this.step)} of ${inThousands(steps)}`),
        );
        await turn.pass();
      }
    }
    line.end(this.inWords(`${inThousands(this.step)} steps${this.stoppedEarly ? ", stopped early" : ""}`));
  }

  result(made: Fit["made"]): Fit<N> {
    if (this.stoppedEarly && this.best)
      this.learner.restore({ ...this.learner.state(), parameters: this.best.parameters });
    const stopped = this.stoppedEarly ? "early" : "at the end";
    return new Fit(this.network(), this.history, this.step, stopped, this.best?.record, made);
  }

  private makeStep(): void {
    const { steps, learningRate, schedule, onStep } = this.options;
    const eta = learningRate * schedules[schedule](this.step / steps);
    const columns = this.batches.at(this.step);
    const objective = this.finite(eta, () =>
      this.learner.step(this.sets.train.data, eta, columns && { columns }),
    );
    this.step++;
    onStep?.({ step: this.step, eta, objective });
  }

  /** Adds a line to the history, and decides on the best and on stopping. */
  private record(): void {
    const { train, test, validation } = this.sets;
    const record: FitRecord = {
      step: this.step,
      epoch: this.batches.epochsIn(this.step),
      train: this.score(train),
      ...(test && { test: this.score(test) }),
      ...(validation && { validation: this.score(validation) }),
    };
    this.history.push(record);
    const { onRecord, earlyStopping } = this.options;
    const loss = watched(record);
    if (
      loss !== undefined &&
      !(loss >= (this.best ? (watched(this.best.record) ?? 0) : Number.POSITIVE_INFINITY))
    )
      this.best = { record, parameters: this.learner.state().parameters };
    if (earlyStopping && this.step - (this.best?.record.step ?? 0) >= earlyStopping.patience)
      this.stoppedEarly = true;
    onRecord?.(record, () => this.network());
  }

  private score({ data, squares }: Judged): Score {
    let sse = 0;
    const loss = this.finite(this.options.learningRate, () => {
      const evaluation = this.learner.evaluate(data);
      sse = evaluation.sse;
      return evaluation.loss;
    });
    return { loss, r2: 1 - sse / squares };
  }

  /**
   * A loss, if it is a number still. What is none was made by the steps before: the first one has met all
   * data and options. The specification refuses to compute with it; the other backends hand it on.
   */
  private finite(eta: number, compute: () => number): number {
    let loss = Number.NaN;
    try {
      loss = compute();
    } catch (error) {
      if (this.step === 0) throw error;
    }
    if (!Number.isFinite(loss)) throw new Diverged(this.step, eta, loss, this.history);
    return loss;
  }

  private network(): N {
    const net: Stack = this.learner.network();
    return (this.net instanceof Autoencoder ? autoencoderOf(net) : net) as N;
  }

  private checkpoint(): Checkpoint {
    const { parameters, moments } = this.learner.state();
    return {
      step: this.step,
      of: this.of,
      parameters: pack(parameters),
      moments: moments.map(pack),
      history: [...this.history],
      ...(this.best && { best: { record: this.best.record, parameters: pack(this.best.parameters) } }),
    };
  }

  private restore(from: Checkpoint): void {
    requireSameTraining(from, this.of);
    this.step = from.step;
    this.history = [...from.history];
    this.best = from.best && { record: from.best.record, parameters: unpack(from.best.parameters) };
    this.learner.restore(stateIn(from));
  }

  private inWords(head: string): string {
    const { train, test } = this.history.at(-1) as FitRecord;
    const of = (name: string, score?: Score) => (score ? ` · ${name} R² ${score.r2.toFixed(3)}` : "");
    return `${head}${of("train", train)}${of("test", test)}`;
  }
}

/** What early stopping watches. */
const watched = ({ validation, test }: FitRecord): number | undefined => (validation ?? test)?.loss;

const inThousands = (count: number): string => count.toLocaleString("en");
