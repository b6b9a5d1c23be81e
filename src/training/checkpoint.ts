import { refuse, requireNumber, requireObject } from "../data/arguments";
import type { LearnerState } from "../engine/backend";
import type { FitRecord } from "./fit-result";

/** A vector of 64-bit floats, little-endian, in base64. */
type Packed = string;

/** The state of a training run as plain data that survives JSON: resume with `fit(net, data, { …, from })`. */
export interface Checkpoint {
  readonly step: number;
  /** Everything that the run depends on; a run with other settings refuses the checkpoint. */
  readonly of: Readonly<Record<string, string | number>>;
  readonly parameters: Packed;
  readonly moments: readonly Packed[];
  readonly history: readonly FitRecord[];
  readonly best?: { readonly record: FitRecord; readonly parameters: Packed };
}

export function pack(vector: Float64Array): Packed {
  const bytes = new DataView(new ArrayBuffer(8 * vector.length));
  for (const [k, value] of vector.entries()) bytes.setFloat64(8 * k, value, true);
  return Buffer.from(bytes.buffer).toString("base64");
}

/** The inverse of `pack`, bit for bit. */
export function unpack(packed: Packed): Float64Array {
  const bytes = Buffer.from(packed, "base64");
  return Float64Array.from({ length: bytes.length / 8 }, (_, k) => bytes.readDoubleLE(8 * k));
}

/** The learner's state in a checkpoint. */
export const stateIn = ({ step, parameters, moments }: Checkpoint): LearnerState => ({
  steps: step,
  parameters: unpack(parameters),
  moments: moments.map(unpack),
});

/** @throws if a checkpoint is corrupt, or belongs to another run: then it names the setting that differs. */
export function requireCheckpoint(from: Checkpoint, of: Checkpoint["of"]): void {
  if (typeof from.of !== "object" || from.of === null)
    throw new Error("from is not a checkpoint: pass what checkpoints.keep was called with.");
  for (const name of Object.keys({ ...from.of, ...of }))
    if (from.of[name] !== of[name])
      throw new Error(
        `The checkpoint belongs to another training run: ${name} is ${from.of[name]} in the checkpoint and ${of[name]} in this run.`,
      );
  const steps = Number(of.steps);
  const isStep = (step: number) => Number.isInteger(step) && step >= 0 && step <= steps;
  requireNumber("from.step", from.step, `a whole number from 0 to ${steps}`, isStep);
  requireFinite("from.parameters", from.parameters);
  requireList("from.moments", from.moments, requirePacked);
  requireList("from.history", from.history, requireRecord);
  if (from.history.length === 0) refuse("from.history", from.history, "a list of records");
  if (from.best === undefined) return;
  requireObject("from.best", from.best, "an object { record, parameters }");
  requireRecord("from.best.record", from.best.record);
  requireFinite("from.best.parameters", from.best.parameters);
}

function requireList(
  name: string,
  list: unknown,
  requireEntry: (name: string, entry: unknown) => void,
): void {
  if (!Array.isArray(list)) refuse(name, list, "a list");
  for (const [k, entry] of (list as unknown[]).entries()) requireEntry(`${name}[${k}]`, entry);
}

function requirePacked(name: string, packed: unknown): void {
  if (typeof packed !== "string") refuse(name, packed, "numbers in base64");
}

function requireFinite(name: string, packed: string): void {
  requirePacked(name, packed);
  const vector = unpack(packed);
  const at = vector.findIndex((value) => !Number.isFinite(value));
  if (at >= 0) throw new Error(`${name} has ${vector[at]} at ${at}, expected finite numbers throughout.`);
}

function requireRecord(name: string, record: unknown): void {
  // R² may be NaN, if all targets are equal.
  const { step, train } = (record ?? {}) as Partial<FitRecord>;
  if (![step, train?.loss].every(Number.isFinite)) refuse(name, record, "a record { step, epoch, train }");
}
