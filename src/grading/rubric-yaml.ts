import { readFileSync } from "node:fs";
import { Document, isMap, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import { rubric as ours, type Rubric } from "../autoencoder/rubric";
import { textIn } from "../class/read/text";
import { RubricError, rubricFrom } from "./rubric";

const introduction = ` How the nine parts are marked, and what is said of each misconception.

 Change what you like, and grade again with: workbook grade SUBMISSIONS --out DIR --rubric THIS-FILE
 What is left out stays as it is here; of a field's marks, what is not listed gets none.

 parts    for each field of an answer the marks of each outcome: a choice of the form, "correct",
          "mixed" (a right choice beside a wrong one), "free" (words that a person accepts), or the name
          of a misconception that is worth something all the same.
          keyPoints are what a person is shown as found or not found in an explanation in words.
 messages what is said to someone who has misunderstood something: keep the answer out of them.`;

/** Our own rubric as a file to be changed: YAML. */
export function rubricText(): string {
  const document = new Document(ours);
  document.commentBefore = introduction;
  return document.toString({ lineWidth: 110 });
}

/**
 * The rubric in a file, our own where none is given.
 *
 * @throws a sentence with the line and the key of what is wrong
 */
export function rubricIn(path: string | undefined): Rubric {
  if (path === undefined) return ours;
  try {
    return readRubric(textIn(readFileSync(path)).text);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(code ? `${path} cannot be read (${code}).` : `${path}: ${message}`);
  }
}

/**
 * Reads a rubric, YAML or JSON, over our own.
 *
 * @throws a sentence with the line and the key of what is wrong
 */
export function readRubric(text: string): Rubric {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const [problem] = document.errors;
  if (problem) throw new Error(`line ${lineAt(problem.pos[0])}: ${problem.message}.`);
  try {
    return rubricFrom(document.toJS());
  } catch (error) {
    if (!(error instanceof RubricError)) throw error;
    const offset = nodeOf(document, error)?.range?.[0];
    throw new Error(`${offset === undefined ? "" : `line ${lineAt(offset)}: `}${error.message}`);
  }
}

/** What a rubric's error speaks of: a key that is none, or else what stands at the place. */
function nodeOf(document: ReturnType<typeof parseDocument>, { place, came }: RubricError): Node | undefined {
  const path = (place.match(/[^.[\]]+/g) ?? []).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  const node = place === "its root" ? document.contents : document.getIn(path, true);
  const pair = isMap<Node, Node>(node)
    ? node.items.find(({ key }) => isScalar(key) && key.value === came)
    : undefined;
  return pair?.key ?? (node as Node | null) ?? undefined;
}
