import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { type PartId, parts } from "../../src/autoencoder/question";
import { type Random, random } from "../../src/data/random";
import type { AnswerInput } from "../../src/grading/verdict/verdict";

/** Typical answers of students: first right, then wrong in known ways, then unreadable. */
const bank: Readonly<Record<PartId, readonly AnswerInput[]>> = {
  a: [
    "W1: m×d, b1: m×1, W2: d×m, b2: d×1",
    { W1: "m x d", b1: "m x 1", W2: "d x m", b2: "d x 1" },
    { W1: "(m, d)", b1: "(m, 1)", W2: "(d, m)", b2: "(d, 1)" },
    { W1: "d×m", b1: "m×1", W2: "m×d", b2: "d×1" },
    "W1: m×d, b1: d×1, W2: d×m, b2: m×1",
    { W1: "m×d", b1: "1×m" },
    "matrices",
  ],
  b: [
    "ypred - y",
    "-(y - ypred)",
    String.raw`\hat{y} - y`,
    "y - ypred",
    "2 (ypred - y)",
    "1,5 (ypred - y)",
    "(ypred - y)^T",
    "ypred",
    "(ypred - y",
    "<script>alert(1)</script>",
  ],
  c: [
    "dJ/dypred * df2/dz2",
    "(ypred - y) * df2/dz2",
    String.raw`\frac{\partial J}{\partial y^{pred}} \odot \frac{\partial f_2}{\partial z_2}`,
    "dJ/dypred df2/dz2",
    "dJ/dypred^T df2/dz2",
    "dJ/dypred",
    "dJ/dypred * df1/dz1",
    "-dJ/dypred * df2/dz2",
  ],
  d: [
    "dJ/dz2 a1^T",
    "dJ/dz2 (f1(W1 x + b1))^T",
    String.raw`\frac{\partial J}{\partial z^{(2)}} {a^{(1)}}^T`,
    "dJ/dz2 a1",
    "a1 dJ/dz2^T",
    "dJ/dz2 * a1^T",
    "dJ/dz2 x^T",
    "3 dJ/dz2 a1^T",
    "0",
  ],
  e: [
    "W2 := W2 - eta dJ/dW2",
    "W2 - eta dJ/dz2 a1^T",
    "W2 ← W2 − η ∂J/∂W2",
    "W2 + eta dJ/dW2",
    "W2 - dJ/dW2",
    "W1 - eta dJ/dW1",
    "W2 - 5",
    "-eta dJ/dW2",
  ],
  f: [
    { right: "no", training: "high", test: "worse", why: "over-fitting" },
    "right: no; training: high; test: worse; why: it memorises the noise of the training points",
    { right: "yes", training: "high", test: "better" },
    { right: "no", training: "low", test: "worse" },
  ],
  g: [
    { expressivity: "same", training: "similar", test: "similar", iterations: "different" },
    { expressivity: "more", training: "better", test: "better", iterations: "more" },
    "expressivity: same; training: similar; test: worse",
  ],
  h: ["nll", "squared", "l2", "hinge", "squared and hinge"],
  i: ["forward", "backward", "the weight update"],
};

/** A student's answers by part. A missing part is blank. */
export type Answers = Readonly<Partial<Record<PartId, AnswerInput>>>;

/** Answers of a student who is right with this probability, and leaves one in twelve blank. */
function someAnswers(chance: Random, skill: number): Answers {
  const pick = (id: PartId): AnswerInput | undefined => {
    const all = bank[id];
    if (chance.uniform() < 1 / 12) return undefined;
    return chance.uniform() < skill ? all[0] : all[Math.floor(chance.uniform() * all.length)];
  };
  return Object.fromEntries(
    parts.map(({ id }) => [id, pick(id)]).filter(([, answer]) => answer !== undefined),
  );
}

/** The answers of a class: `student-0001` and so on, of every ability. */
export function someClass(size: number, seed = 1): ReadonlyMap<string, Answers> {
  const chance = random(seed);
  return new Map(
    Array.from({ length: size }, (_, i) => [
      `student-${String(i + 1).padStart(4, "0")}`,
      someAnswers(chance, chance.uniform()),
    ]),
  );
}

const code = (source: string, outputs: readonly object[] = [], metadata: object = {}) => ({
  cell_type: "code",
  execution_count: null,
  metadata,
  outputs,
  source: source.split(/(?<=\n)/),
});

/** A typical output of about this many characters. */
const output = (length: number) => ({
  output_type: "display_data",
  data: { "text/plain": ["Figure"], "text/html": ["<td>0.12345</td>\n".repeat(length / 17)] },
  metadata: {},
});

/** An answer as typed into a cell, with `String.raw` for LaTeX. */
export function call(part: PartId, answer: AnswerInput): string {
  if (typeof answer !== "string") return `check("${part}", ${JSON.stringify(answer, null, 2)})`;
  return answer.includes("\\")
    ? `check("${part}", String.raw\`${answer}\`)`
    : `check("${part}", ${JSON.stringify(answer)})`;
}

/** A notebook with answer cells between other cells. */
export function notebook(answers: Answers, outputLength = 0): string {
  const cells = parts.flatMap(({ id, title }) => [
    { cell_type: "markdown", metadata: {}, source: [`# (${id}) ${title}\n`, "What do you say?"] },
    code("const x = digit(3);\nx", outputLength > 0 ? [output(outputLength)] : []),
    code(call(id, answers[id] ?? "")),
  ]);
  return JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
}

const fieldsOf = (answer: AnswerInput): string =>
  typeof answer === "string"
    ? answer
    : Object.entries(answer)
        .map(([field, text]) => `${field}: ${text}`)
        .join("; ");

/** An answer sheet in Markdown. */
export const markdown = (answers: Answers): string =>
  Object.entries(answers)
    .map(([part, answer]) => `## (${part})\n\n${fieldsOf(answer)}\n`)
    .join("\n");

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** All students' answers as one CSV file. */
export function csv(students: ReadonlyMap<string, Answers>, delimiter = ","): string {
  const rows = [...students].map(([student, answers]) => [
    student,
    ...parts.map(({ id }) => fieldsOf(answers[id] ?? "")),
  ]);
  const heading = ["student", ...parts.map(({ id }) => id)];
  return [heading, ...rows].map((cells) => `${cells.map(quoted).join(delimiter)}\r\n`).join("");
}

/** Files as a zip archive. */
export const zip = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

/** Writes files below a folder. */
export function write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}
