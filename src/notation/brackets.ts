import { limits } from "./limits";
import type { Normalised } from "./normalise";
import { refuse } from "./problem";

const names: Readonly<Record<string, string>> = {
  "(": "parenthesis",
  ")": "parenthesis",
  "[": "bracket",
  "]": "bracket",
  "{": "brace",
  "}": "brace",
};
const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * Checks that what is opened is closed, in the right order and not too deep. The grammar would notice too,
 * but could only say where it stopped.
 *
 * @throws NotationError that names the one which is not closed, or was never opened
 */
export function checkBrackets({ text, places }: Normalised): void {
  const open: { character: string; place: number }[] = [];
  for (const [index, character] of [...text].entries()) {
    const place = places[index] ?? 1;
    if (closing[character]) open.push({ character, place });
    else if (names[character]) {
      const last = open.pop();
      if (!last)
        refuse("bracket", place, `The closing ${names[character]} at ${place} has no opening one before it.`);
      if (closing[last.character] !== character)
        refuse(
          "bracket",
          place,
          `The ${names[last.character]} at ${last.place} is closed by a ${names[character]} at ${place}.`,
        );
    }
    if (open.length > limits.depth)
      refuse("limit", place, `At ${place} more than ${limits.depth} parentheses are open: use fewer.`);
  }
  const last = open.pop();
  if (last) refuse("bracket", last.place, `The ${names[last.character]} at ${last.place} is not closed.`);
}
