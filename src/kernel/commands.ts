import { dirname, join, resolve } from "node:path";
import type { KernelCommand } from "./client/kernel";

const main = resolve(__dirname, "..", "..", "dist", "kernel", "main.js");

/** How this kernel is started. */
export const workbookKernel: KernelCommand = {
  argv: [process.execPath, main, "{connection_file}"],
  interruptMode: "message",
};

/** How plain tslab, which it extends, is started. */
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
