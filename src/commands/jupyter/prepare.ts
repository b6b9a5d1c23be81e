import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { kernelsBelow } from "../../kernel/jupyter-paths";
import { installKernelspec } from "../../kernel/kernelspec";
import { run } from "../../setup/run.cjs";
import { readIfThere } from "../../system/files.cjs";
import { ownNotebooks } from "../notebooks";
import { writeJupyterSettings } from "./settings";
import { ensureVenv, venvFolder, venvVariables } from "./venv";

/**
 * Sets up what JupyterLab needs: the private environment with the kernel and the settings, and trust in the
 * workbook's notebooks. If nothing is missing, this takes milliseconds.
 *
 * @returns the path of the environment's Python
 * @throws an error that says what is missing and what to do
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
 * Trusts these notebooks if one has changed, so JupyterLab draws their figures before any cell has run.
 *
 * @param python the Python of the private environment, which stores the trust
 * @param notebooks paths relative to `root`
 */
async function trust(root: string, python: string, notebooks: readonly string[]): Promise<void> {
  const stamp = join(venvFolder(root), "jupyter", "trusted");
  const hash = createHash("sha256");
  for (const notebook of notebooks) hash.update(readFileSync(join(root, notebook))).update("\0");
  const wanted = hash.digest("hex");
  if (notebooks.length === 0 || readIfThere(stamp) === wanted) return;
  const args = ["-m", "nbformat.sign", ...notebooks];
  const options = { cwd: root, env: venvVariables(root) };
  const { code, output } = await run("Trusting the notebooks", python, args, options);
  if (code !== 0) throw new Error(`The notebooks could not be marked as trusted:\n${output.trim()}`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Files to copy beside the kernelspec. Figures in Jupyter load plotly.js from there. */
export const kernelResources: Readonly<Record<string, string>> = {
  "plotly.js": require.resolve("plotly.js-dist"),
};
