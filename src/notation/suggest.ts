import { functions, vocabulary } from "./vocabulary";

/** What other books and programs call the question's symbols. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ["yhat", "ypred"],
  ["a2", "ypred"],
  ["dJ/da2", "dJ/dypred"],
  ["dJ/dy", "dJ/dypred"],
  ["dJ/dyhat", "dJ/dypred"],
  ["dypred/dz", "df2/dz2"],
  ["delta1", "dJ/dz1"],
  ["delta2", "dJ/dz2"],
  ["transpose", "^T"],
  ["alpha", "eta"],
  ["lr", "eta"],
]);

/** The name of the notation that was probably meant by an unknown one; two where both are as near. */
export function suggest(unknown: string): string | undefined {
  const near = nearestNames(unknown, [...vocabulary.keys(), ...Object.keys(functions)]);
  return elsewhere.get(unknown) ?? (near.length === 2 ? near.join(" or ") : near[0]);
}

/**
 * The known name that was probably meant by an unknown one: the same but for upper and lower case, or the
 * nearest by single edits if there are few of them for its length.
 */
export const nearestName = (unknown: string, known: readonly string[]): string | undefined =>
  nearestNames(unknown, known)[0];

function nearestNames(unknown: string, known: readonly string[]): readonly string[] {
  const sameLetters = known.find((name) => name.toLowerCase() === unknown.toLowerCase());
  if (sameLetters) return [sameLetters];
  if (unknown.length > 20) return [];
  const allowed = unknown.length < 4 ? 1 : 2;
  const near = known
    .map((name) => ({ name, edits: edits(unknown, name) }))
    .filter(({ name, edits }) => edits <= allowed && edits < name.length)
    .sort((a, b) => a.edits - b.edits);
  return near.filter(({ edits }) => edits === near[0]?.edits).map(({ name }) => name);
}

/** How many letters must be inserted, left out or replaced to make one word the other (Levenshtein). */
function edits(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...from].entries()) {
    const line = [row + 1];
    for (let column = 0; column < to.length; column++) {
      const replaced = (above[column] ?? 0) + (letter === to[column] ? 0 : 1);
      line.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above[to.length] ?? 0;
}
