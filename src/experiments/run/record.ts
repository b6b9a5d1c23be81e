import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { inWords } from "../../data/arguments";
import type { Results } from "../core/experiment";
import type { DepthResults } from "../depth/settings";
import type { ForwardPassResults } from "../forward-pass/settings";
import type { HiddenSizeResults } from "../hidden-size/settings";
import type { SparsityResults } from "../sparsity/settings";

/** What a record contains besides the results. */
export interface Recorded {
  /** SHA-256 of the rows. */
  readonly digest: string;
  /** The version of Node.js that computed them. */
  readonly node: string;
}

/** The results of each experiment. */
interface ResultsOf {
  readonly "hidden-size": HiddenSizeResults;
  readonly depth: DepthResults;
  readonly sparsity: SparsityResults;
  readonly "forward-pass": ForwardPassResults;
}

const records: readonly (keyof ResultsOf)[] = ["hidden-size", "depth", "sparsity", "forward-pass"];

const recordsFolder = resolve(__dirname, "..", "..", "..", "notebooks", "results");

/** The file of an experiment's recorded run. */
export const recordOf = (name: string): string => join(recordsFolder, `${name}.json`);

/** SHA-256 of rows: equal for two runs with equal rows. */
export const digestOf = (rows: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(rows)).digest("hex");

/** Results as the text of a record: JSON with one row on each line, so two runs can be compared line by line. */
export function fileText({ rows, ...head }: Results<unknown, unknown>): string {
  const known = { ...head, node: process.version, digest: digestOf(rows) };
  const lines = rows.map((row) => JSON.stringify(row)).join(",\n");
  return `${JSON.stringify(known).slice(0, -1)},"rows":[\n${lines}\n]}\n`;
}

/**
 * The recorded run of an experiment at its full size, which took minutes. A test computes a part of it again
 * and compares it bit for bit.
 *
 * @throws if there is no such record, or its rows do not match its digest.
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
    throw new Error(`${file} is missing: create it with workbook experiment ${name} --record.`);
  const results = JSON.parse(readFileSync(file, "utf8")) as ResultsOf[Name] & Recorded;
  if (digestOf(results.rows) !== results.digest)
    throw new Error(`${file} was changed by hand: its rows do not match its digest.`);
  return results;
}
