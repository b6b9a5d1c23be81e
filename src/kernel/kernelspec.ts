import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { KernelCommand } from "./runner/kernel";

const main = resolve(__dirname, "..", "..", "dist", "kernel", "main.js");

/** The command that starts this kernel. */
export const workbookKernel: KernelCommand = {
  argv: [process.execPath, main, "{connection_file}"],
  interruptMode: "message",
};

/** The command that starts plain tslab, which this kernel extends. */
export const plainKernel: KernelCommand = {
  argv: [
    process.execPath,
    join(dirname(require.resolve("tslab/package.json")), "bin", "tslab"),
    "kernel",
    "--config-path",
    "{connection_file}",
  ],
  interruptMode: "signal",
};

/** The name of the kernel in Jupyter and in notebooks. */
export const kernelName = "tslab-workbook";

const logos = resolve(__dirname, "..", "..", "src", "kernel", "logo");

/** The content of `kernel.json`: https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs */
const spec = {
  argv: workbookKernel.argv,
  display_name: "TypeScript (workbook)",
  language: "typescript",
  interrupt_mode: workbookKernel.interruptMode,
  metadata: { debugger: false },
};

/** The files of the kernelspec, by name. */
function contents(resources: Readonly<Record<string, string>>): ReadonlyMap<string, Buffer> {
  return new Map([
    ["kernel.json", Buffer.from(`${JSON.stringify(spec, null, 2)}\n`)],
    ...readdirSync(logos).map((name) => [name, readFileSync(join(logos, name))] as const),
    ...Object.entries(resources).map(([name, file]) => [name, readFileSync(file)] as const),
  ]);
}

function holds(folder: string, files: ReadonlyMap<string, Buffer>): boolean {
  return (
    existsSync(folder) &&
    readdirSync(folder).length === files.size &&
    [...files].every(([name, content]) => {
      const file = join(folder, name);
      return existsSync(file) && readFileSync(file).equals(content);
    })
  );
}

/**
 * Installs the kernelspec in a folder of kernelspecs. If it is there already, nothing is written.
 *
 * @param kernels such as `~/.local/share/jupyter/kernels`
 * @param resources more files for the folder of the kernelspec, which Jupyter serves: name → source
 * @returns the folder of the kernelspec
 */
export function installKernelspec(kernels: string, resources: Readonly<Record<string, string>> = {}): string {
  const folder = join(kernels, kernelName);
  const files = contents(resources);
  if (holds(folder, files)) return folder;
  // Written to a temporary folder and renamed: Jupyter never sees half a kernelspec.
  const fresh = join(kernels, `.${kernelName}-${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  try {
    for (const [name, content] of files) writeFileSync(join(fresh, name), content);
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return folder;
}

/**
 * Removes the kernelspec from a folder of kernelspecs.
 *
 * @returns the folder that was removed; undefined if there was none
 * @throws if a kernelspec of that name starts another kernel
 */
export function removeKernelspec(kernels: string): string | undefined {
  const folder = join(kernels, kernelName);
  if (!existsSync(folder)) return undefined;
  if (!isOurs(folder))
    throw new Error(
      `The kernel in ${folder} is not the workbook's. If you do not need it, delete that folder.`,
    );
  rmSync(folder, { recursive: true });
  return folder;
}

/** Whether a kernelspec starts this kernel, from this folder or from another copy. */
function isOurs(folder: string): boolean {
  try {
    const { argv, display_name } = JSON.parse(
      readFileSync(join(folder, "kernel.json"), "utf8"),
    ) as typeof spec;
    return display_name === spec.display_name && /[\\/]kernel[\\/]main\.js$/.test(argv[1] ?? "");
  } catch {
    return false;
  }
}
