import { readFileSync } from "node:fs";
import { join } from "node:path";
import { autoencoderQuestion } from "../../autoencoder/question";
import { type Table, table } from "../../show/base/table";
import { writeAtomically } from "../../system/atomic-write";
import type { Verdict } from "../verdict/verdict";
import { isPending, marksText } from "../verdict/words";

/** The progress with one part. */
interface PartProgress {
  readonly score: number;
  readonly maxScore: number;
  readonly right: boolean;
  /** Whether only a person's marks are missing. */
  readonly pending?: boolean;
  /** The number of readable answers that were checked. */
  readonly tries: number;
}

type Progress = Readonly<Record<string, PartProgress | undefined>>;

const { parts } = autoencoderQuestion;

/**
 * The file beside the notebooks. There is none outside a notebook, and none if WORKBOOK_PROGRESS is "off": a recorded
 * run must not depend on earlier answers, and does not count as an answer.
 */
function progressFile(): string | undefined {
  const inNotebook = typeof Reflect.get(globalThis, "jupyter") === "object";
  return inNotebook && process.env.WORKBOOK_PROGRESS !== "off"
    ? join(process.cwd(), ".progress.json")
    : undefined;
}

/** The recorded progress; nothing if the file is missing, corrupt or not ours. */
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

/** Records a verdict. The best one of a part is kept. In a read-only folder nothing is recorded. */
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
  try {
    // Another notebook may be reading.
    writeAtomically(file, `${JSON.stringify({ ...before, [known.id]: now }, null, 2)}\n`);
  } catch {
    // The notebook also works in a read-only folder.
  }
}

/**
 * Your progress: a row for each part, with the marks of your best answer so far.
 *
 * `check` writes it to `.progress.json` beside the notebooks. Delete that file to start over.
 *
 * @example
 * progress().rows.length // → 9
 */
export function progress(): Table {
  const known = read(progressFile());
  const rows = parts.map(({ id, title, points }) => {
    const { score = 0, maxScore = points, right = false, pending = false, tries = 0 } = known[id] ?? {};
    const state = right
      ? "✓ right"
      : pending
        ? "… a person must read the rest"
        : tries > 0
          ? "✗ not yet"
          : "";
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
