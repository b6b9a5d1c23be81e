import type { AnswerInput } from "../verdict/verdict";

/** The parameters whose shapes part (a) asks, in its order. */
export const asked = ["W1", "b1", "W2", "b2"] as const;

export type Asked = (typeof asked)[number];

/** Rows and columns as they were typed; a size that stands alone has no columns. */
type TypedShape = readonly [rows: string, columns?: string];

/** What an answer says of one parameter. */
export interface ShapeClaim {
  /** Every shape that is given for it, in the order of the text. */
  readonly shapes: readonly TypedShape[];
  /** What else stands there and was not understood: "not", a third size. */
  readonly unread: readonly string[];
}

const size = String.raw`(\d{0,4}[A-Za-z]|\d{1,4})`;
const times = String.raw`\s*(?:×|[xX*·]|by)\s*`;
const over = String.raw`(?:\\mathbb\s*\{?\s*)?R\s*\}?\s*\^\s*`;
const alone = "(?<![A-Za-z0-9])";
const end = "(?![A-Za-z0-9])";

const pattern = new RegExp(
  [
    // W1, W_1, W^(1)
    String.raw`${alone}(?<letter>[WwBb])\s*[_^]?\s*[{(]*\s*(?<index>[12])(?!\d)\s*[)}]*`,
    String.raw`(?:${over})?[([{]\s*${size}\s*,\s*${size}?\s*[)\]}]${end}`,
    String.raw`(?:${over})?[([{]*\s*${alone}${size}${times}${size}${end}\s*[)\]}]*`,
    String.raw`${over}[({]*\s*${size}${end}\s*[)}]*`,
    String.raw`${alone}(\d{0,3}[dmNDM]|\d{1,3})${end}`,
  ].join("|"),
  "gu",
);

/** Words between the shapes that say nothing more. */
const fillers =
  /\b(?:and|the|an?|is|are|in|has|have|be|must|should|of|it|its|shapes?|sizes?|dimensions?|matrix|vector|column|with|so|while|as|rows?|columns?|i|think|parameters?|weights?|biase?s?)\b|[\s.,;:=|&∈()[\]{}\\]/giu;

/** Unicode and LaTeX in the few signs that the pattern knows. */
const plain = (text: string): string =>
  text
    .replace(/\\times|\\cdot/g, "×")
    .replace(/\\in(?![a-z])/g, "∈")
    .replace(/\$|\\(?:left|right|quad|[,;! ()])/g, " ")
    .normalize("NFKC")
    // The pattern looks for spaces in many places: of a long row of them it would try every division.
    .replace(/\s+/g, " ")
    .replace(/\b(\w{1,5}) rows?(?: ?,| and| by| with| [x×])? (\w{1,5}) col(?:umn)?s?\b/gi, "$1×$2")
    .replace(/\b(\w{1,5}) col(?:umn)?s?(?: ?,| and| by| with| [x×])? (\w{1,5}) rows?\b/gi, "$2×$1");

/** The fields of a form as the text that they would be. */
const oneText = (answer: AnswerInput): string =>
  typeof answer === "string"
    ? answer
    : Object.entries(answer)
        .map(([name, shape]) => `${name}: ${/^\s*\w+\s*,\s*\w+\s*$/.test(shape) ? `(${shape})` : shape}`)
        .join("; ");

/** The shape that was matched: ℝ^m and (m,) are columns; a size in no such sign stands alone. */
function shapeIn([, , , ...sizes]: RegExpMatchArray): TypedShape | undefined {
  const [first, second, rows, columns, power, single] = sizes;
  if (first) return [first, second ?? "1"];
  if (rows && columns) return [rows, columns];
  if (power) return [power, "1"];
  return single ? [single] : undefined;
}

/**
 * What an answer says of each parameter. A shape belongs to the name before it; without names shapes are
 * in the order of the question. Whatever is neither is kept beside the parameter at which it stands.
 */
export function readShapes(answer: AnswerInput): ReadonlyMap<Asked, ShapeClaim> {
  const found = new Map<Asked, { shapes: TypedShape[]; unread: string[] }>();
  const at = (name: Asked) => {
    const claim = found.get(name) ?? { shapes: [], unread: [] };
    found.set(name, claim);
    return claim;
  };
  const text = plain(oneText(answer));
  const matches = [...text.matchAll(pattern)];
  const named = matches.some(({ groups }) => groups?.letter);
  let current: Asked | undefined;
  let place = 0;
  let ahead = "";
  const leave = (words: string): boolean => {
    const rest = words.replace(fillers, "") === "" ? "" : words.replace(/^[\s,;:.]+|[\s,;:.]+$/g, "");
    // What stands before the first name is about what follows it.
    if (rest !== "" && current) at(current).unread.push(rest);
    else if (rest !== "") ahead = rest;
    return rest !== "";
  };
  for (const match of matches) {
    // Without names "or" between two shapes makes them one parameter's.
    const start = match.index ?? 0;
    const joined = leave(text.slice(place, start)) && current !== undefined;
    place = start + match[0].length;
    const { letter, index } = match.groups ?? {};
    const shape = shapeIn(match);
    if (letter) current = `${/w/i.test(letter) ? "W" : "b"}${index}` as Asked;
    else if (!named && !joined) current = asked.find((name) => !found.has(name)) ?? current;
    if (!current) continue;
    const claim = at(current);
    if (ahead !== "") claim.unread.push(ahead);
    ahead = "";
    if (shape) claim.shapes.push(shape);
  }
  leave(text.slice(place));
  return found;
}
