import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { inWords } from "../../data/arguments";
import type { Results } from "../core/experiment";
import type { DepthResults } from "../depth/settings";
import type { ForwardPassResults } from "../forward-pass/settings";
import type { HiddenSizeResults } from "../hidden-size/settings";
import type { SparsityResults } from "../sparsity/settings";

/** Results as they are kept in a file, with what tells whether they are still the same. */
export interface Recorded {
  /** SHA-256 of the rows. */
  readonly digest: string;
  /** The Node.js that ran it. */
  readonly node: string;
}

/** What the results of each experiment are. */
interface ResultsOf {
  readonly "hidden-size": HiddenSizeResults;
  readonly depth: DepthResults;
  readonly sparsity: SparsityResults;
  readonly "forward-pass": ForwardPassResults;
}

const records: readonly (keyof ResultsOf)[] = ["hidden-size", "depth", "sparsity", "forward-pass"];

/** Where the recorded runs lie. */
const recordsFolder = resolve(__dirname, "..", "..", "..", "notebooks", "results");

/** The file of an experiment's recorded run. */
export const recordOf = (name: string): string => join(recordsFolder, `${name}.json`);

/** SHA-256 of rows, by which one sees whether two runs found the same. */
export const digestOf = (rows: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(rows)).digest("hex");

/** Results as a file: JSON with a row a line, so that two runs can be compared line by line. */
export function fileText({ rows, ...head }: Results<unknown, unknown>): string {
  const known = { ...head, node: process.version, digest: digestOf(rows) };
  const lines = rows.map((row) => JSON.stringify(row)).join(",\n");
  return `${JSON.stringify(known).slice(0, -1)},"rows":[\n${lines}\n]}\n`;
}

/**
 * The recorded run of an experiment at its full size, which took minutes; a test computes a part of it
 * anew, to the bit.
 *
 * @throws if there is no such record, or its numbers are not those that were recorded.
 *
 * @example
 * const { configuration, rows, made } = recorded("depth");
 * [configuration.seeds.length, rows.length, made.backend] // → [5, 45, "wasm"]
 */
export function recorded<Name extends keyof ResultsOf>(name: Name): ResultsOf[Name] & Recorded {
  if (!records.includes(name))
    throw new Error(`The experiment is ${inWords(name)}, expected one of ${records.join(", ")}.`);
  const file = recordOf(name);
  if (!existsSync(file))
    throw new Error(`${file} is missing: workbook experiment ${name} --record makes it.`);
  const results = JSON.parse(readFileSync(file, "utf8")) as ResultsOf[Name] & Recorded;
  if (digestOf(results.rows) !== results.digest)
    throw new Error(`${file} was changed by hand: its numbers do not have the digest that stands with them.`);
  return results;
}
