import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type PartId, parts } from "../../autoencoder/parts";
import { type Table, table } from "../../show/base/table";
import type { Verdict } from "../verdict/verdict";
import { isPending, marksText } from "../verdict/words";

/** How far someone has come with a part. */
interface PartProgress {
  readonly score: number;
  readonly maxScore: number;
  readonly right: boolean;
  /** Whether what it lacks is for a person to read. */
  readonly pending?: boolean;
  /** How many answers were checked that said something. */
  readonly tries: number;
}

type Progress = Readonly<Partial<Record<PartId, PartProgress>>>;

/**
 * The file that keeps it, beside the notebooks. None outside a notebook, and none where the environment
 * says so: a recorded run neither depends on what somebody has answered nor counts as an answer.
 */
function progressFile(): string | undefined {
  const inNotebook = typeof Reflect.get(globalThis, "jupyter") === "object";
  return inNotebook && process.env.WORKBOOK_PROGRESS !== "off"
    ? join(process.cwd(), ".progress.json")
    : undefined;
}

/** What the file says; nothing where it is missing, torn or somebody else's. */
function read(file: string | undefined): Progress {
  if (file === undefined) return {};
  try {
    const found: unknown = JSON.parse(readFileSync(file, "utf8"));
    return Object.fromEntries(
      parts.flatMap(({ id }) => {
        const entry: unknown = Reflect.get(Object(found), id);
        return isPartProgress(entry) ? [[id, entry]] : [];
      }),
    );
  } catch {
    return {};
  }
}

function isPartProgress(value: unknown): value is PartProgress {
  if (typeof value !== "object" || value === null) return false;
  const { score, maxScore, right, tries } = value as Record<keyof PartProgress, unknown>;
  return [score, maxScore, tries].every(Number.isFinite) && typeof right === "boolean";
}

/** Notes a verdict: the best one of a part stays. Where nothing can be written, nothing is, and nobody is told. */
export function record(judged: Verdict): void {
  const { part, verdict, score, maxScore } = judged;
  const file = progressFile();
  const known = parts.find(({ id }) => id === part);
  if (file === undefined || !known || verdict === "invalid") return;
  const before = read(file);
  const { score: best = 0, right = false, pending = false, tries = 0 } = before[known.id] ?? {};
  const now: PartProgress = {
    score: Math.max(best, score),
    maxScore,
    right: right || verdict === "correct",
    pending: score >= best ? isPending(judged) : pending,
    tries: tries + 1,
  };
  // Whole or not at all: another notebook may be reading.
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, `${JSON.stringify({ ...before, [known.id]: now }, null, 2)}\n`);
    renameSync(draft, file);
  } catch {
    // In a read-only folder the notebook works all the same.
    forget(draft);
  }
}

function forget(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // What could not be written cannot be removed either.
  }
}

/**
 * How far you have come: a row for each part, with the marks of your best answer so far.
 *
 * It is read from a small file beside the notebooks, which `check` writes; delete `.progress.json` to begin
 * anew.
 *
 * @example
 * progress().rows.length // → 9
 */
export function progress(): Table {
  const known = read(progressFile());
  const rows = parts.map(({ id, title, points }) => {
    const { score = 0, maxScore = points, right = false, pending = false, tries = 0 } = known[id] ?? {};
    const state = right ? "✓ right" : pending ? "… a person reads the rest" : tries > 0 ? "✗ not yet" : "";
    return { part: id, title, marks: `${marksText(score)} of ${marksText(maxScore)}`, state, tries };
  });
  const total = parts.reduce((sum, { id }) => sum + (known[id]?.score ?? 0), 0);
  const done = rows.filter(({ state }) => state === "✓ right").length;
  return table(
    rows.map(({ tries, ...row }) => ({ ...row, tries: tries === 0 ? "" : tries })),
    {
      caption: `${done} of ${rows.length} parts right, ${marksText(total)} of ${parts.reduce((sum, { points }) => sum + points, 0)} marks (our own split).`,
      align: { part: "center", marks: "left", tries: "right" },
    },
  );
}
