import type { LearnerState } from "../engine/backend";
import type { FitRecord } from "./fit-result";

/** A vector's bits, in JSON: 64-bit floats, little-endian, in base64. */
type Packed = string;

/** A training in the middle, as plain data that JSON holds without loss: `fit(net, data, { …, from })` goes on. */
export interface Checkpoint {
  readonly step: number;
  /** What the training depends on; another one is refused. */
  readonly of: Readonly<Record<string, string | number>>;
  readonly parameters: Packed;
  readonly moments: readonly Packed[];
  readonly history: readonly FitRecord[];
  readonly best?: { readonly record: FitRecord; readonly parameters: Packed };
}

/** The numbers of a vector as text. */
export function pack(vector: Float64Array): Packed {
  const bytes = new DataView(new ArrayBuffer(8 * vector.length));
  for (const [k, value] of vector.entries()) bytes.setFloat64(8 * k, value, true);
  return Buffer.from(bytes.buffer).toString("base64");
}

/** The way back, to the same bits. */
export function unpack(packed: Packed): Float64Array {
  const bytes = Buffer.from(packed, "base64");
  return Float64Array.from({ length: bytes.length / 8 }, (_, k) => bytes.readDoubleLE(8 * k));
}

/** The state of the learner that a checkpoint holds. */
export const stateIn = ({ step, parameters, moments }: Checkpoint): LearnerState => ({
  steps: step,
  parameters: unpack(parameters),
  moments: moments.map(unpack),
});

/** @throws where a checkpoint is of another training, naming what differs. */
export function requireSameTraining(checkpoint: Checkpoint, of: Checkpoint["of"]): void {
  if (typeof checkpoint.of !== "object")
    throw new Error("from is no checkpoint: give what checkpoints.keep was called with.");
  for (const name of Object.keys({ ...checkpoint.of, ...of }))
    if (checkpoint.of[name] !== of[name])
      throw new Error(
        `The checkpoint is of another training: ${name} is ${of[name]} here and ${checkpoint.of[name]} there.`,
      );
}
