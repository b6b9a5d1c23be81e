import { readdirSync } from "node:fs";
import { join } from "node:path";
import { kernelsBelow } from "../kernel/jupyter-paths";
import { installKernelspec } from "../kernel/kernelspec";
import { writeJupyterSettings } from "./jupyter-settings";
import { kernelResources } from "./kernel-resources";
import { trust } from "./trust";
import { ensureVenv, venvFolder } from "./venv";

/** The workbook's own notebooks, relative to its folder; others may lie beside them. */
const notebooks = (root: string): string[] =>
  readdirSync(join(root, "notebooks"))
    .filter((name) => /^(index|part-[a-i]-[a-z-]+)\.ipynb$/.test(name))
    .map((name) => join("notebooks", name));

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
  await trust(root, python, notebooks(root));
  return python;
}
