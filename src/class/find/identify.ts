import { anyPart, type PartIds, partOf } from "../read/sheet";

/** File extensions, which do not identify a student. */
const extension = /\.(?:ipynb|json|csv|tsv|md|zip)$/i;

const withoutExtension = (name: string): string => name.replace(extension, "");

/** Finds the student and the part of a file by its path. */
export type Identify = ReturnType<typeof identifyIn>;

/**
 * The rules that identify a file of a question with these parts.
 *
 * `student` takes the first name below the argument that is not a common one such as `part-c-….ipynb` or `answers`. If
 * there is none, the argument's own name identifies the student, or for a file such as `answers.json` its folder.
 * `part` is the part that a file's own name gives, or null.
 *
 * @example
 * import { identifyIn } from "../src/class/find/identify";
 * const { student, part } = identifyIn(["a", "b", "c", "d"]);
 * student("submissions", ["ada", "notebooks", "part-c-pre-activation-gradient.ipynb"]) // → "ada"
 * student("submissions", ["bob.zip", "answers.md"]) // → "bob"
 * student("answers.json", [], "eve") // → "eve"
 * part("part-d-weight-gradient.ipynb") // → "d"
 * part("exam.ipynb") // → null
 */
export function identifyIn(ids: PartIds) {
  // Common names of files and folders, and their copies: `part-c-… (1)`, `Untitled-Copy2`.
  const common = new RegExp(
    String.raw`^(?:part[-_ ]?(?:${anyPart(ids)})(?:[-_ ].*)?|(?:index|answers?|answer[-_ ]?sheet|exam|notebooks?|handout|submissions?|solutions?|(?:\w+-)?workbook|untitled\d*)(?:[-_ ]?copy\d*| ?\(\d+\))*)$`,
    "iu",
  );
  const named = new RegExp(String.raw`(?:^|[^\p{L}\p{N}])part[-_ ]?(${anyPart(ids)})(?![\p{L}\p{N}])`, "iu");
  return {
    student(argument: string, below: readonly string[], parent = ""): string {
      const own = below.map(withoutExtension).find((name) => name.trim() !== "" && !common.test(name));
      if (own !== undefined) return own;
      const alone = below.length === 0 && common.test(withoutExtension(argument));
      return alone && parent !== "" ? parent : withoutExtension(argument);
    },
    part: (name: string) => partOf(named.exec(name)?.[1] ?? "", ids) ?? null,
  };
}

/** An order of names that is the same in every language and on every system. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
