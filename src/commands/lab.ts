import { join, resolve } from "node:path";
import { Command } from "commander";
import { indexNotebook } from "../book/site/notebook-pages";
import { PythonMissing } from "./jupyter/python";
import { onStop } from "./terminal";

const root = resolve(__dirname, "..", "..");

/** Stops when npm has ended: npm signals only its shell, so all that changes here is the parent process. */
function stopWithNpm(stop: () => void): void {
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === undefined) return;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 500);
  watch.unref();
}

/** The port that the flags set, if they set one. Zero means any port. */
function portIn(flags: readonly string[]): number | undefined {
  const port = /--(?:\w+\.)?port[= ](\d+)/.exec(flags.join(" "))?.[1];
  return port === undefined ? undefined : Number(port);
}

/** Serves the notebooks as a book, because Python is missing. */
async function bookInstead(missing: string, flags: readonly string[], inBrowser: boolean): Promise<number> {
  const { committed, writeBook } = await import("./write-book.js");
  const { serveBook } = await import("./book.js");
  console.log(`${missing} Until then, here are the notebooks as a book.`);
  const out = join(root, "book");
  await writeBook(root, out, committed(join(root, "notebooks")), () => {});
  const served = await serveBook(out, inBrowser, portIn(flags));
  stopWithNpm(served.stop);
  await served.ended;
  return 0;
}

/** Sets up the private JupyterLab, opens it on the index and waits until it ends. */
async function lab(flags: readonly string[], inBrowser: boolean): Promise<number> {
  const { prepareJupyter } = await import("./jupyter/prepare.js");
  const { startJupyter } = await import("./jupyter/process.js");
  const python = await prepareJupyter(root).catch((error: unknown) => {
    if (error instanceof PythonMissing) return error;
    throw error;
  });
  if (python instanceof PythonMissing) return bookInstead(python.message, flags, inBrowser);
  const jupyter = startJupyter(root, python, `lab/tree/notebooks/${indexNotebook}`, flags);
  let stopped = false;
  const stop = () => {
    stopped = true;
    jupyter.stop();
  };
  onStop(stop);
  stopWithNpm(stop);
  const url = await jupyter.url;
  if (url !== undefined) {
    const port = portIn(flags) ?? 8888;
    if (port !== 0 && Number(new URL(url).port) !== port)
      console.log(`Port ${port} is in use, so JupyterLab chose the next free one.`);
    console.log(`JupyterLab is open at ${url}\nPress Ctrl-C here to stop it.`);
    if (inBrowser) await (await import("open")).default(url);
  }
  const code = await jupyter.ended;
  if (url === undefined && !stopped)
    throw new Error(
      "JupyterLab ended before it was ready. The lines above say why. If a module is missing, delete the folder .venv and run the same command again to reinstall it.",
    );
  return stopped ? 0 : code;
}

/** `workbook lab`: sets up what is missing and opens JupyterLab. */
export function labCommand(): Command {
  return new Command("lab")
    .description("open the workbook in JupyterLab; installs a private one in .venv first if needed")
    .option("--no-browser", "print the address without opening a browser")
    .argument("[flags...]", "flags for JupyterLab, such as --port 9999")
    .allowUnknownOption()
    .addHelpText("after", "\nExample:\n  workbook lab --no-browser --port 9999")
    .action(async (flags: string[], options: { browser: boolean }) => {
      process.exitCode = await lab(flags, options.browser);
    });
}
