import type { Question, ShapesPart } from "../../question/question";
import type { AnswerInput } from "../verdict/verdict";

/** Rows and columns as typed. A single size has no columns. */
type TypedShape = readonly [rows: string, columns?: string];

/** What an answer says about one symbol. */
export interface ShapeClaim {
  /** Every shape that is given for it, in the order of the text. */
  readonly shapes: readonly TypedShape[];
  /** Other text beside it that was not understood: "not", a third size. */
  readonly unread: readonly string[];
}

const size = String.raw`(\d{0,4}[A-Za-z]|\d{1,4})`;
const times = String.raw`\s*(?:×|[xX*·]|by)\s*`;
const over = String.raw`(?:\\mathbb\s*\{?\s*)?R\s*\}?\s*\^\s*`;
const alone = "(?<![A-Za-z0-9])";
const end = "(?![A-Za-z0-9])";

/** W1 as people write it: W1, w_1, W^(1). */
function namePattern(name: string): string {
  const [, letter, index] = /^([A-Za-z])(\d)$/.exec(name) ?? [];
  const either = (text: string) => `[${text.toUpperCase()}${text.toLowerCase()}]`;
  if (letter === undefined || index === undefined) return `${name}(?![A-Za-z0-9_^])`;
  return String.raw`${either(letter)}\s*[_^]?\s*[{(]*\s*${index}(?!\d)\s*[)}]*`;
}

/** Finds names and shapes. The groups n0, n1, … are the names, the others are sizes. */
function patternOf({ sizes }: Question, { asks }: ShapesPart): RegExp {
  const letters = sizes.map(({ letter }) => letter + letter.toUpperCase()).join("");
  const names = asks.map((name, at) => `(?<n${at}>${namePattern(name)})`).join("|");
  return new RegExp(
    [
      `${alone}(?:${names})`,
      String.raw`(?:${over})?[([{]\s*${size}\s*,\s*${size}?\s*[)\]}]${end}`,
      String.raw`(?:${over})?[([{]*\s*${alone}${size}${times}${size}${end}\s*[)\]}]*`,
      String.raw`${over}[({]*\s*${size}${end}\s*[)}]*`,
      String.raw`${alone}(\d{0,3}[${letters}]|\d{1,3})${end}`,
    ].join("|"),
    "gu",
  );
}

/** Words between the shapes that have no meaning here. */
const fillers =
  /\b(?:and|the|an?|is|are|in|has|have|be|must|should|of|it|its|shapes?|sizes?|dimensions?|matrix|vector|column|with|so|while|as|rows?|columns?|i|think|parameters?|weights?|biase?s?)\b|[\s.,;:=|&∈()[\]{}\\]/giu;

/** Unicode and LaTeX in the few signs that the pattern knows. */
const plain = (text: string): string =>
  text
    .replace(/\\times|\\cdot/g, "×")
    .replace(/\\in(?![a-z])/g, "∈")
    .replace(/\$|\\(?:left|right|quad|[,;! ()])/g, " ")
    .normalize("NFKC")
    // The pattern allows spaces in many places, so it would try every division of a long row of them.
    .replace(/\s+/g, " ")
    .replace(/\b(\w{1,5}) rows?(?: ?,| and| by| with| [x×])? (\w{1,5}) col(?:umn)?s?\b/gi, "$1×$2")
    .replace(/\b(\w{1,5}) col(?:umn)?s?(?: ?,| and| by| with| [x×])? (\w{1,5}) rows?\b/gi, "$2×$1");

/** Named fields as one text. */
const oneText = (answer: AnswerInput): string =>
  typeof answer === "string"
    ? answer
    : Object.entries(answer)
        .map(([name, shape]) => `${name}: ${/^\s*\w+\s*,\s*\w+\s*$/.test(shape) ? `(${shape})` : shape}`)
        .join("; ");

/** The shape that was matched. ℝ^m and (m,) are columns; a plain size is one size only. */
function shapeIn(sizes: readonly (string | undefined)[]): TypedShape | undefined {
  const [first, second, rows, columns, power, single] = sizes;
  if (first) return [first, second ?? "1"];
  if (rows && columns) return [rows, columns];
  if (power) return [power, "1"];
  return single ? [single] : undefined;
}

/**
 * What an answer says about each symbol. A shape belongs to the name before it. Without names, shapes are in the order
 * of the question. Any other text is kept with the symbol beside it.
 */
export function parseShapes(
  question: Question,
  part: ShapesPart,
  answer: AnswerInput,
): ReadonlyMap<string, ShapeClaim> {
  const { asks } = part;
  const found = new Map<string, { shapes: TypedShape[]; unread: string[] }>();
  const at = (name: string) => {
    const claim = found.get(name) ?? { shapes: [], unread: [] };
    found.set(name, claim);
    return claim;
  };
  const nameIn = ({ groups = {} }: RegExpMatchArray): string | undefined =>
    asks.find((_, index) => groups[`n${index}`] !== undefined);
  const text = plain(oneText(answer));
  const matches = [...text.matchAll(patternOf(question, part))];
  const named = matches.some(nameIn);
  let current: string | undefined;
  let place = 0;
  let ahead = "";
  const keep = (words: string): boolean => {
    const rest = words.replace(fillers, "") === "" ? "" : words.replace(/^[\s,;:.]+|[\s,;:.]+$/g, "");
    // Text before the first name is about what follows it.
    if (rest !== "" && current) at(current).unread.push(rest);
    else if (rest !== "") ahead = rest;
    return rest !== "";
  };
  for (const match of matches) {
    // Without names, "or" between two shapes makes both belong to one symbol.
    const start = match.index ?? 0;
    const joined = keep(text.slice(place, start)) && current !== undefined;
    place = start + match[0].length;
    const name = nameIn(match);
    if (name) current = name;
    else if (!named && !joined) current = asks.find((one) => !found.has(one)) ?? current;
    if (!current) continue;
    const claim = at(current);
    if (ahead !== "") claim.unread.push(ahead);
    ahead = "";
    const shape = shapeIn(match.slice(1 + asks.length));
    if (shape) claim.shapes.push(shape);
  }
  keep(text.slice(place));
  return found;
}
