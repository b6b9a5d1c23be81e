import { once } from "node:events";
import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { filesBelow } from "../system/files.cjs";
import { onStop, statusLine } from "./terminal";

interface Options {
  readonly out: string;
  readonly run?: boolean;
  readonly serve?: boolean;
  readonly open: boolean;
}

const root = resolve(__dirname, "..", "..");

const megabytes = (folder: string): string => {
  const bytes = filesBelow(folder).reduce((sum, file) => sum + statSync(file).size, 0);
  return `${(bytes / 1e6).toFixed(1)} MB`;
};

async function book({ out, run, serve, open }: Options): Promise<void> {
  const { committed, executed, writeBook } = await import("./write-book.js");
  const folder = join(root, "notebooks");
  const show = statusLine();
  try {
    const notebooks = run ? await executed(folder, show) : committed(folder);
    await writeBook(root, resolve(out), notebooks, show);
  } finally {
    show();
  }
  const index = join(out, "index.html");
  console.log(`The book is ${index} (${megabytes(resolve(out))}). It opens without a server or a network.`);
  if (serve) await (await serveBook(resolve(out), open)).ended;
}

/** `workbook book`: writes the notebooks as a website. */
export function bookCommand(): Command {
  return new Command("book")
    .description("write the notebooks and their saved outputs as a website that works offline")
    .option("--out <folder>", "the folder to write to; replaces an earlier book there", "book")
    .option("--run", "run the notebooks first, without changing their files")
    .option("--serve", "serve the book on this machine and open it")
    .option("--no-open", "with --serve: print the address without opening a browser")
    .addHelpText("after", "\nExample:\n  workbook book --out site --serve")
    .action(book);
}

/** Serves a book on this machine, at this port or the next free one, until a signal or `stop()` ends it. */
export async function serveBook(folder: string, inBrowser: boolean, port = 8889) {
  const { preview } = await import("vite");
  const server = await preview({
    configFile: false,
    logLevel: "error",
    appType: "mpa",
    root: folder,
    build: { outDir: "." },
    preview: { host: "127.0.0.1", port, open: false },
  });
  const stopped = new AbortController();
  const undo = onStop(() => {
    undo(); // A second Ctrl-C ends the program at once.
    stopped.abort();
  });
  const ended = once(stopped.signal, "abort").then(() => server.close());
  const url = server.resolvedUrls?.local[0] ?? "";
  console.log(`The book is open at ${url}\nPress Ctrl-C here to stop it.`);
  if (inBrowser) await (await import("open")).default(url);
  return { stop: () => stopped.abort(), ended };
}
