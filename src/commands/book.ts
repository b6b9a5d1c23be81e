import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { step } from "./step";

interface Options {
  readonly out: string;
  readonly run?: boolean;
  readonly serve?: boolean;
  readonly open: boolean;
}

const root = resolve(__dirname, "..", "..");

const megabytes = (folder: string): string => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const bytes = files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
  return `${(bytes / 1e6).toFixed(1)} MB`;
};

async function book({ out, run, serve, open }: Options): Promise<void> {
  const { committed, executed, writeBook } = await import("./write-book.js");
  const folder = join(root, "notebooks");
  const show = step();
  try {
    const notebooks = run ? await executed(folder, show) : committed(folder);
    await writeBook(root, resolve(out), notebooks, show);
  } finally {
    show();
  }
  const index = join(out, "index.html");
  console.log(`The book is in ${index} (${megabytes(resolve(out))}). It needs no server and no network.`);
  if (serve) {
    const { serveBook } = await import("./serve-book.js");
    await (await serveBook(resolve(out), open)).ended;
  }
}

/** `workbook book`: the notebooks as a site that needs nothing installed. */
export function bookCommand(): Command {
  return new Command("book")
    .description("write the workbook as a site that needs nothing installed, from the notebooks as they are")
    .option("--out <folder>", "where to write it, in place of an earlier one", "book")
    .option("--run", "execute the notebooks first, without writing into them")
    .option("--serve", "serve it on this machine and open it")
    .option("--no-open", "with --serve: print the address without opening a browser")
    .addHelpText("after", "\nExample:\n  workbook book --out site --serve")
    .action(book);
}
