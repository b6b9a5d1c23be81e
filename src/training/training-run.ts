import type { Learner, LoadedData } from "../engine/backend";
import { Autoencoder } from "../model/autoencoder";
import { autoencoderOf, type Network, type Stack } from "../model/stack";
import { type Checkpoint, pack, requireCheckpoint, stateIn, unpack } from "./checkpoint";
import { Batches, type FitData, type Points } from "./fit-data";
import { type FullFitOptions, schedules } from "./fit-options";
import { Diverged, Fit, type FitRecord, type Score } from "./fit-result";
import { meanColumn, totalSquares } from "./metrics";

/** The longest time without a turn for interrupts, output and timers, in ms. */
const longestTurn = 25;

/** Points in the learner's memory, with their SST about the mean training target. */
interface LoadedSet {
  readonly data: LoadedData;
  readonly totalSquares: number;
}

/** A training run in progress. */
export class TrainingRun<N extends Network> {
  private step = 0;
  private history: FitRecord[] = [];
  private best: { readonly record: FitRecord; readonly parameters: Float64Array } | undefined;
  private stoppedEarly = false;
  private readonly sets: {
    readonly train: LoadedSet;
    readonly test?: LoadedSet;
    readonly validation?: LoadedSet;
  };
  private readonly batches: Batches;
  /** Everything that the result depends on; a checkpoint of another run is refused. */
  private readonly of: Checkpoint["of"];

  constructor(
    private readonly net: N,
    private readonly learner: Learner,
    data: FitData,
    private readonly options: FullFitOptions<N>,
  ) {
    const { y = data.x, test, validation } = data;
    const mean = meanColumn(y);
    const load = ({ x, y }: Points): LoadedSet => ({
      data: learner.load(x, y),
      totalSquares: totalSquares(y ?? x, mean),
    });
    this.sets = {
      train: load(data),
      ...(test && { test: load(test) }),
      ...(validation && { validation: load(validation) }),
    };
    const { steps, batchSize, learningRate, schedule, seed, optimiser, evaluateEvery } = options;
    const { clip = 0, weightDecay = 0, sparsity, earlyStopping, from } = options;
    this.batches = new Batches(this.sets.train.data.N, batchSize, seed);
    this.of = {
      ...{ backend: learner.backend, steps, batchSize, learningRate, schedule, seed, evaluateEvery, clip },
      ...{ weightDecay, optimiser: JSON.stringify(optimiser), patience: earlyStopping?.patience ?? 0 },
      sparsity: sparsity ? `${sparsity.penalty.name} ${sparsity.beta} ${sparsity.p}` : "none",
      "the sum of squares of the targets": this.sets.train.totalSquares,
    };
    if (!from) return;
    requireCheckpoint(from, this.of);
    this.step = from.step;
    this.history = [...from.history];
    this.best = from.best && { record: from.best.record, parameters: unpack(from.best.parameters) };
    learner.restore(stateIn(from));
  }

  /** Makes all steps, up to early stopping. @throws the signal's reason, after a last checkpoint. */
  async run(): Promise<void> {
    const { steps, signal, evaluateEvery, checkpoints, onProgress } = this.options;
    let turnStart = performance.now();
    if (this.step === 0) this.record();
    while (this.step < steps && !this.stoppedEarly) {
      if (signal?.aborted) {
        checkpoints?.keep(this.checkpoint());
        throw signal.reason;
      }
      this.makeStep();
      if (this.step % evaluateEvery === 0 || this.step === steps) this.record();
      if (checkpoints && this.step % checkpoints.every === 0) checkpoints.keep(this.checkpoint());
      if (performance.now() - turnStart >= longestTurn) {
        onProgress?.({ done: this.step, total: steps, detail: this.scoresInWords() });
        await yieldToEventLoop();
        turnStart = performance.now();
      }
    }
    onProgress?.({ done: this.step, total: this.step, detail: this.scoresInWords() });
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

  /** Adds a record to the history, and updates the best record and early stopping. */
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
    const lowest = this.best?.record.validation?.loss ?? Number.POSITIVE_INFINITY;
    if (record.validation && record.validation.loss < lowest)
      this.best = { record, parameters: this.learner.state().parameters };
    if (earlyStopping && this.step - (this.best?.record.step ?? 0) >= earlyStopping.patience)
      this.stoppedEarly = true;
    onRecord?.(record, () => this.network());
  }

  private score({ data, totalSquares }: LoadedSet): Score {
    let sse = 0;
    const loss = this.finite(this.options.learningRate, () => {
      const evaluation = this.learner.evaluate(data);
      sse = evaluation.sse;
      return evaluation.loss;
    });
    return { loss, r2: 1 - sse / totalSquares };
  }

  /**
   * A loss that is a finite number. The specification throws for parameters that are not, the other
   * backends return NaN: both mean divergence, except that an error before the first step is about the input.
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

  private scoresInWords(): string {
    const { train, test } = this.history.at(-1) as FitRecord;
    const score = (name: string, of?: Score) => (of ? [`${name} R² ${of.r2.toFixed(3)}`] : []);
    const steps = `${this.step.toLocaleString("en")} steps${this.stoppedEarly ? ", stopped early" : ""}`;
    return [steps, ...score("train", train), ...score("test", test)].join(" · ");
  }
}

async function yieldToEventLoop(): Promise<void> {
  await new Promise<void>((done) => {
    if (typeof setImmediate === "function") setImmediate(done);
    else setTimeout(done);
  });
}
