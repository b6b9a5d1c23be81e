import { join, resolve } from "node:path";
import { Command } from "commander";
import { PythonMissing } from "./jupyter/python";

const root = resolve(__dirname, "..", "..");

/** npm passes a signal on to its shell only, and the shell not to us: then all we see is another parent. */
function whenNpmIsGone(stop: () => void): void {
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === undefined) return;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 500);
  watch.unref();
}

/** The port that the flags ask for, if they ask for one; 0 where any will do. */
function askedPort(flags: readonly string[]): number | undefined {
  const asked = /--(?:\w+\.)?port[= ](\d+)/.exec(flags.join(" "))?.[1];
  return asked === undefined ? undefined : Number(asked);
}

/** What there is where Python is missing: the notebooks as they were executed, as a book. */
async function bookInstead(missing: string, flags: readonly string[], inBrowser: boolean): Promise<number> {
  const { committed, writeBook } = await import("./write-book.js");
  const { serveBook } = await import("./book.js");
  console.log(`${missing} Here is the executed book instead.`);
  const out = join(root, "book");
  await writeBook(root, out, committed(join(root, "notebooks")), () => {});
  const served = await serveBook(out, inBrowser, askedPort(flags));
  whenNpmIsGone(served.stop);
  await served.ended;
  return 0;
}

/** Prepares the private JupyterLab, starts it on the index, and stays until it ends. */
async function lab(flags: readonly string[], inBrowser: boolean): Promise<number> {
  const { prepareJupyter } = await import("./jupyter/prepare.js");
  const { startJupyter } = await import("./jupyter/process.js");

  let python: string;
  try {
    python = await prepareJupyter(root);
  } catch (error) {
    if (error instanceof PythonMissing) return await bookInstead(error.message, flags, inBrowser);
    throw error;
  }
  const jupyter = startJupyter(root, python, "lab/tree/notebooks/index.ipynb", flags);
  let stopped = false;
  const stop = () => {
    stopped = true;
    jupyter.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  whenNpmIsGone(stop);
  const url = await jupyter.url;
  if (url !== undefined) {
    const port = askedPort(flags) ?? 8888;
    if (port !== 0 && Number(new URL(url).port) !== port)
      console.log(`Port ${port} is taken by another program, so JupyterLab chose the next free one.`);
    console.log(`JupyterLab is open at ${url}\nPress Ctrl-C here to end it.`);
    if (inBrowser) await (await import("open")).default(url);
  }
  const code = await jupyter.ended;
  if (url === undefined && !stopped)
    throw new Error(
      "JupyterLab ended before it was ready: the lines above say why. If a module is missing, delete the folder .venv and run the same command again, which makes it anew.",
    );
  return stopped ? 0 : code;
}

/** `workbook lab`: set up what is missing and open JupyterLab. */
export function labCommand(): Command {
  return new Command("lab")
    .description("set up a private JupyterLab in .venv and open it on the index")
    .option("--no-browser", "print the address without opening a browser")
    .argument("[flags...]", "anything else goes to JupyterLab, such as --port 9999")
    .allowUnknownOption()
    .addHelpText("after", "\nExample:\n  workbook lab --no-browser --port 9999")
    .action(async (flags: string[], options: { browser: boolean }) => {
      process.exitCode = await lab(flags, options.browser);
    });
}
