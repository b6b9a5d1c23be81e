/** How the names of files end that say nothing about who wrote them. */
const ending = /\.(?:ipynb|json|csv|tsv|md|zip)$/i;

/** Names that everybody's files and folders have, also as copies: `part-c-… (1)`, `Untitled-Copy2`. */
const common =
  /^(?:part[-_ ]?[a-i](?:[-_ ].*)?|(?:index|answers?|answer[-_ ]?sheet|exam|notebooks?|handout|submissions?|solutions?|(?:autoencoder-)?workbook|untitled\d*)(?:[-_ ]?copy\d*| ?\(\d+\))*)$/i;

const bare = (name: string): string => name.replace(ending, "");

/**
 * Whose a file is, by its place: the first name below the argument that is not everybody's. Where there is
 * none, the argument's own name counts, and behind a file such as `answers.json` that of its folder.
 *
 * @param argument the name of what was handed to the command
 * @param below the folders, archives and the file below it, from the outside in
 * @param parent the name of the folder that the argument lies in
 *
 * @example
 * import { studentOf } from "../src/class/find/student";
 * studentOf("submissions", ["ada", "notebooks", "part-c-pre-activation-gradient.ipynb"]) // → "ada"
 * studentOf("submissions", ["bob.zip", "answers.md"]) // → "bob"
 * studentOf("answers.json", [], "eve") // → "eve"
 */
export function studentOf(argument: string, below: readonly string[], parent = ""): string {
  const own = below.map(bare).find((name) => name.trim() !== "" && !common.test(name));
  if (own !== undefined) return own;
  return below.length === 0 && common.test(bare(argument)) && parent !== "" ? parent : bare(argument);
}
