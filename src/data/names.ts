/**
 * The known names that may have been meant by an unknown one: the same but for upper and lower case, or the
 * nearest by single edits if there are few of them for its length.
 */
export function nearestNames(unknown: string, known: readonly string[]): readonly string[] {
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

/** How an error about an unknown name ends: with what was probably meant, or with all there is. */
export function instead(unknown: string, known: readonly string[]): string {
  const [near] = nearestNames(unknown, known);
  return near === undefined ? `: there are ${known.join(", ")}.` : `; did you mean ${near}?`;
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
