import { execFileSync } from "node:child_process";
import { Command, Option } from "commander";
import { kernelsBelow, userKernels } from "../kernel/jupyter-paths";
import { installKernelspec, removeKernelspec } from "../kernel/kernelspec";
import { kernelResources } from "./jupyter/prepare";
import { findPython } from "./jupyter/python";

interface Options {
  readonly user?: boolean;
  readonly sysPrefix?: boolean;
  readonly prefix?: string;
}

/** The prefix of the active environment, else of the Python that is found. */
async function sysPrefix(): Promise<string> {
  const active = process.env.VIRTUAL_ENV || process.env.CONDA_PREFIX;
  if (active) return active;
  const print = "import sys; print(sys.prefix)";
  return execFileSync(await findPython(), ["-c", print], { encoding: "utf8" }).trim();
}

/** The folder of kernelspecs that the options name. */
async function kernels(options: Options): Promise<string> {
  const prefix = options.prefix ?? (options.sysPrefix ? await sysPrefix() : undefined);
  return prefix === undefined ? userKernels() : kernelsBelow(prefix);
}

/** A subcommand with the options that name a place. */
function placed(name: string, description: string, act: (folder: string) => void): Command {
  return new Command(name)
    .description(description)
    .addOption(new Option("--user", "for every Jupyter you use (default)").conflicts(["sysPrefix", "prefix"]))
    .addOption(new Option("--sys-prefix", "for the active Python environment").conflicts("prefix"))
    .option("--prefix <folder>", "in the folder <folder>/share/jupyter/kernels")
    .action(async (options: Options) => {
      const folder = await kernels(options);
      try {
        act(folder);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === undefined) throw error;
        throw new Error(
          `${folder} cannot be written (${code}). Choose another place with --user or --prefix.`,
        );
      }
    });
}

function install(folder: string): void {
  console.log(`The kernel "TypeScript (workbook)" is in ${installKernelspec(folder, kernelResources)}.`);
}

function uninstall(folder: string): void {
  const removed = removeKernelspec(folder);
  if (removed === undefined)
    throw new Error(`The kernel is not in ${folder}. Name its place with --user, --sys-prefix or --prefix.`);
  console.log(`Removed ${removed}.`);
}

/** `workbook kernel install|uninstall`: adds the kernel to an existing Jupyter or removes it. */
export function kernelCommand(): Command {
  return new Command("kernel")
    .description("add the TypeScript kernel to your own Jupyter, or remove it")
    .addCommand(placed("install", "add the kernel to your own Jupyter", install))
    .addCommand(placed("uninstall", "remove the kernel", uninstall));
}
