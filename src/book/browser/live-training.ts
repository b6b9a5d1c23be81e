import { digitTask, randomFor } from "../../experiments/core/digit-task";
import { identity } from "../../model/activations";
import { randomAutoencoder } from "../../model/initialise";
import { fit } from "../../training/fit";

/** The numbers of hidden units that a reader can choose, the same as in the experiment. */
export const widths = [1, 2, 4, 8, 16, 32, 64, 160] as const;

/** The reader's choice. */
export interface Choice {
  /** Hidden units. */
  readonly m: number;
  readonly seed: number;
  /** Gradient steps. Default: 2,500, as in the experiment */
  readonly steps?: number;
}

/** The progress of a training run. */
export interface LiveRecord {
  readonly step: number;
  readonly trainR2: number;
  readonly testR2: number;
}

/**
 * Trains one network on the noisy digit task: 200 noisy digits of 4×4 pixels as input, clean digits as output.
 * The same choice gives the same bits here and in `hiddenSize`, in a browser and in Node.js.
 *
 * @param onRecord is called about a hundred times during the run
 * @returns the last record
 *
 * @example
 * import { trainLive } from "../src/book/browser/live-training";
 * const steps: number[] = [];
 * await trainLive({ m: 2, seed: 1, steps: 4 }, ({ step }) => steps.push(step));
 * steps // → [0, 1, 2, 3, 4]
 */
export async function trainLive(
  { m, seed, steps = 2500 }: Choice,
  onRecord: (record: LiveRecord) => void,
): Promise<LiveRecord> {
  const { train, test } = digitTask({ seed, N: 200, testN: 597, noise: 0.5, pool: 2 });
  const net = randomAutoencoder({ d: 16, m, f2: identity, random: randomFor(seed, "weights") });
  const records: LiveRecord[] = [];
  await fit(
    net,
    { ...train, test },
    {
      steps,
      learningRate: 0.01,
      schedule: "cosine",
      onRecord: ({ step, train, test }) => {
        const record = { step, trainR2: train.r2, testR2: test?.r2 ?? Number.NaN };
        records.push(record);
        onRecord(record);
      },
    },
  );
  const last = records.at(-1);
  if (last === undefined) throw new Error("The training run returned no record. Choose at least one step.");
  return last;
}
