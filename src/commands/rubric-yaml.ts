import { readFileSync } from "node:fs";
import { Document, isMap, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import { rubric as ours } from "../autoencoder/question";
import { textIn } from "../class/read/read";
import { RubricError, rubricFrom } from "../grading/rubric";
import type { Rubric } from "../question/question";

const introduction = ` How the parts are marked, and what a student reads about each misconception.

 Edit this file and grade again: workbook grade SUBMISSIONS --out DIR --rubric THIS-FILE
 Anything you delete gets its default value. In the marks of a field, an outcome that is not listed earns 0.

 parts    For each field of an answer, the marks of each outcome: a choice, "correct", "mixed" (a right
          choice beside a wrong one), "free" (the student's own words, which a person accepts), or the name
          of a misconception that earns marks.
          keyPoints are shown to the person who marks an explanation, as found or not found.
 messages What a student reads about each misconception. Do not give the answer away.`;

/** Our own rubric as a YAML file to edit. */
export function rubricText(): string {
  const document = new Document(ours);
  document.commentBefore = introduction;
  return document.toString({ lineWidth: 110 });
}

/** The rubric in a file; our own if no file is given. */
export function rubricIn(path: string | undefined): Rubric {
  if (path === undefined) return ours;
  try {
    return readRubric(textIn(readFileSync(path)).text);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(code ? `${path} cannot be read (${code}).` : `${path}: ${message}`);
  }
}

/** A rubric from YAML or JSON, with our own values for what it leaves out. An error names the line and the key. */
function readRubric(text: string): Rubric {
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

/** The node that an error is about: an unknown key, or the value at the place. */
function nodeOf(document: ReturnType<typeof parseDocument>, { place, came }: RubricError): Node | undefined {
  const path = (place.match(/[^.[\]]+/g) ?? []).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  const node = place === "its root" ? document.contents : document.getIn(path, true);
  const pair = isMap<Node, Node>(node)
    ? node.items.find(({ key }) => isScalar(key) && key.value === came)
    : undefined;
  return pair?.key ?? (node as Node | null) ?? undefined;
}
