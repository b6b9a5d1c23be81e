import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { expect, test } from "vitest";
import { filesBelow } from "../../src/system/files.cjs";
import { repository } from "../temporary";

/** The rooms that work with any question. The model's own rooms name its parameters, as they must. */
const rooms = ["question", "notation", "grading", "class", "commands", "book", "kernel", "system", "widgets"];

/** What only `src/autoencoder` may name. */
const names: Readonly<Record<string, RegExp>> = {
  "a list of part letters": /\[a-i\]|"a" \| "b"/,
  "the letter of a part": /\b(?:part|id)\b[^=;\n]{0,10}[!=]== "[a-i]"/,
  "the list of parameters": /W1\W+b1\W+W2\W+b2/,
  "the file name of a part's notebook": /part-[a-i]-/,
};

/** The code of a file without its comments and without the examples in help texts. */
const codeOf = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "").replace(/\.addHelpText\([\s\S]*?`,?\s*\)/g, "");

test.each(Object.entries(names))("names %s only in src/autoencoder", (_, pattern) => {
  const found = rooms
    .flatMap((room) =>
      filesBelow(join(repository, "src")).filter((file) => file.includes(join("src", room) + sep)),
    )
    .filter((file) => /\.(?:ts|cjs)$/.test(file) && pattern.test(codeOf(readFileSync(file, "utf8"))))
    .map((file) => relative(repository, file));
  expect(found).toEqual([]);
});
