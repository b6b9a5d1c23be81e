import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { Command } from "commander";
import { autoencoderQuestion } from "../autoencoder/question";
import { indexNotebook } from "../book/site/notebook-pages";
import { formatNotebook, readNotebook } from "../kernel/runner/notebook-file";
import { handoutNotebooks } from "./handout-notebook";
import { knownNotebooks } from "./notebooks";
import { UsageError } from "./terminal";

const folder = resolve(__dirname, "..", "..", "notebooks");

interface Options {
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** The text of every notebook to hand out, by file name. */
function handout(): ReadonlyMap<string, string> {
  const files = knownNotebooks(folder).values();
  const sources = new Map([...files].map((file) => [basename(file), readNotebook(file)]));
  const { kernelspec, language_info } = sources.get(indexNotebook)?.metadata ?? {};
  const metadata = { ...(kernelspec && { kernelspec }), ...(language_info && { language_info }) };
  const notebooks = handoutNotebooks(autoencoderQuestion, sources, metadata);
  return new Map([...notebooks].map(([name, notebook]) => [name, formatNotebook(notebook)]));
}

/** Writes the texts into a folder. Without `force` it writes nothing if a file with other content exists. */
function write(texts: ReadonlyMap<string, string>, out: string, force: boolean): readonly string[] {
  mkdirSync(out, { recursive: true });
  const differs = (name: string) => readFileSync(join(out, name), "utf8") !== texts.get(name);
  const changed = [...texts.keys()].filter((name) => existsSync(join(out, name)) && differs(name));
  if (changed.length > 0 && !force)
    throw new Error(
      `${out} has notebooks with other content (${changed.join(", ")}). Choose another folder for --out, or replace them with --force.`,
    );
  for (const [name, text] of texts) writeFileSync(join(out, name), text);
  return [...texts.keys()].map((name) => join(out, name));
}

/** `workbook handout --out DIR`: writes the notebooks for students. */
export function handoutCommand(): Command {
  return new Command("handout")
    .description("write notebooks for students: questions, answer cells and folded hints, no solutions")
    .option("--out <dir>", "the folder for the notebooks")
    .option("--force", "replace existing notebooks that have other content")
    .option("--json", "print JSON for a program to read")
    .addHelpText(
      "after",
      `
Grade the returned notebooks with \`workbook grade\`. It finds the answer cells even if they were moved.

Example:
  workbook handout --out handout`,
    )
    .action(({ out, force = false, json }: Options) => {
      if (out === undefined) throw new UsageError("Name the folder for the notebooks: --out DIR.");
      const files = write(handout(), out, force);
      console.log(json ? JSON.stringify({ files }, null, 2) : `${files.length} notebooks are in ${out}.`);
    });
}
