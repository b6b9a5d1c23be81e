import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { step } from "./terminal";

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

/** A book that is being served. */
export interface Served {
  readonly stop: () => void;
  readonly ended: Promise<void>;
}

/** Serves a book on this machine, at the port or the next free one, until it is interrupted or told to stop. */
export async function serveBook(folder: string, inBrowser: boolean, port = 8889): Promise<Served> {
  const { preview } = await import("vite");
  const server = await preview({
    configFile: false,
    logLevel: "error",
    appType: "mpa",
    root: folder,
    build: { outDir: "." },
    preview: { host: "127.0.0.1", port, open: false },
  });
  let stop = () => {};
  const stopped = new Promise<void>((done) => {
    stop = done;
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, stop);
  const url = server.resolvedUrls?.local[0] ?? "";
  console.log(`The book is open at ${url}\nPress Ctrl-C here to end it.`);
  if (inBrowser) await (await import("open")).default(url);
  return { stop, ended: stopped.then(() => server.close()) };
}
