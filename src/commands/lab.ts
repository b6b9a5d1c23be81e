import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";

const root = resolve(__dirname, "..", "..");

/** The workbook's own notebooks, relative to its folder. */
const notebooks = (): string[] =>
  readdirSync(join(root, "notebooks"))
    .filter((name) => /^(index|part-[a-i]-[a-z-]+)\.ipynb$/.test(name))
    .map((name) => join("notebooks", name));

/** Prepares the private JupyterLab, starts it on the index, and stays until it ends. */
async function lab(flags: readonly string[], inBrowser: boolean): Promise<number> {
  const { ensureVenv } = await import("./venv.js");
  const { startJupyter } = await import("./jupyter.js");
  const { writeJupyterSettings } = await import("./jupyter-settings.js");
  const { trust } = await import("./trust.js");

  const python = await ensureVenv(root);
  writeJupyterSettings(root);
  await trust(root, python, notebooks());
  const jupyter = startJupyter(root, python, "lab/tree/notebooks/index.ipynb", flags);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, jupyter.stop);
  const url = await jupyter.url;
  console.log(`JupyterLab is open at ${url}\nPress Ctrl-C here to end it.`);
  if (inBrowser) await (await import("open")).default(url);
  return jupyter.ended;
}

/** `workbook lab`: set up what is missing and open JupyterLab. */
export function labCommand(): Command {
  return new Command("lab")
    .description("set up a private JupyterLab in .venv and open it on the index")
    .option("--no-browser", "print the address without opening a browser")
    .argument("[flags...]", "anything else goes to JupyterLab, such as --port 9999")
    .allowUnknownOption()
    .action(async (flags: string[], options: { browser: boolean }) => {
      process.exitCode = await lab(flags, options.browser);
    });
}
