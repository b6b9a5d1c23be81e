import type { Learner, LoadedData } from "../engine/backend";
import { Autoencoder } from "../model/autoencoder";
import { autoencoderOf, type Network, type Stack } from "../model/stack";
import { type Checkpoint, pack, requireCheckpoint, stateIn, unpack } from "./checkpoint";
import { Batches, type FitData, type Points } from "./fit-data";
import { type FullFitOptions, schedules } from "./fit-options";
import { Diverged, Fit, type FitRecord, type Score } from "./fit-result";
import { meanColumn, totalSquares } from "./metrics";
import type { ProgressLine } from "./progress";

/** Points that the learner holds, with their total squares. */
interface Judged {
  readonly data: LoadedData;
  readonly squares: number;
}

/** A training under way: what it has learnt so far, and what it needs to go on. */
export class Training<N extends Network> {
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
    requireCheckpoint(from, this.of);
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
const watched = ({ validation }: FitRecord): number | undefined => validation?.loss;

const inThousands = (count: number): string => count.toLocaleString("en");

/** How long one may go on before others get their turn, in ms. */
const patience = 25;

/** Lets a long computation give way now and then: interrupts, output and timers get through. */
export function turns(): { isDue(): boolean; pass(): Promise<void> } {
  let last = performance.now();
  return {
    isDue: () => performance.now() - last >= patience,
    async pass() {
      await new Promise<void>((done) => {
        if (typeof setImmediate === "function") setImmediate(done);
        else setTimeout(done);
      });
      last = performance.now();
    },
  };
}
