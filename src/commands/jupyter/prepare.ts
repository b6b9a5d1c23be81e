import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { kernelsBelow } from "../../kernel/jupyter-paths";
import { installKernelspec } from "../../kernel/kernelspec";
import { readIfThere } from "../../setup/files.cjs";
import { run } from "../../setup/run.cjs";
import { ownNotebooks } from "../notebooks";
import { writeJupyterSettings } from "./settings";
import { ensureVenv, venvFolder, venvVariables } from "./venv";

/**
 * Makes sure of all that JupyterLab needs here: the private environment, in it the kernel and the settings,
 * and trust in our notebooks. Where all is there, it takes milliseconds.
 *
 * @returns the Python of the environment
 * @throws a sentence on what is missing and what to do
 */
export async function prepareJupyter(root: string): Promise<string> {
  const python = await ensureVenv(root);
  installKernelspec(kernelsBelow(venvFolder(root)), kernelResources);
  writeJupyterSettings(root);
  await trust(
    root,
    python,
    ownNotebooks.map((name) => join("notebooks", name)).filter((file) => existsSync(join(root, file))),
  );
  return python;
}

/**
 * Trusts the workbook's own notebooks, so that JupyterLab shows their figures live before any cell has run.
 * Only those named are trusted, and only when one has changed.
 *
 * @param python the Python of the private environment, whose record of trust it is
 * @param notebooks paths relative to `root`
 */
export async function trust(root: string, python: string, notebooks: readonly string[]): Promise<void> {
  const stamp = join(venvFolder(root), "jupyter", "trusted");
  const hash = createHash("sha256");
  for (const notebook of notebooks) hash.update(readFileSync(join(root, notebook))).update("\0");
  const wanted = hash.digest("hex");
  if (notebooks.length === 0 || readIfThere(stamp) === wanted) return;
  const args = ["-m", "nbformat.sign", ...notebooks];
  const options = { cwd: root, env: venvVariables(root) };
  const { code, output } = await run("Trusting the notebooks", python, args, options);
  if (code !== 0) throw new Error(`The notebooks could not be trusted:\n${output.trim()}`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** What stands beside the kernelspec for the pages of Jupyter to load: figures look for it there. */
export const kernelResources: Readonly<Record<string, string>> = {
  "plotly.js": require.resolve("plotly.js-dist"),
};
