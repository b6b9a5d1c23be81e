import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";

export const root = resolve(__dirname, "../..");

/** A `workbook lab` that runs as for a user, but with its own layout and settings. */
export interface Lab {
  /** The address that it printed. */
  readonly url: URL;
  readonly process: ChildProcess;
  /** Its output so far. */
  output(): string;
  /** Sends SIGTERM and waits for its exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/** The tests must not change notebooks, so JupyterLab does not autosave. */
const settings = { "docmanager-extension/plugin": { autosave: false } };

/** Starts `workbook lab --no-browser` and waits for its address. */
export async function startLab(...flags: string[]): Promise<Lab> {
  const folder = mkdtempSync(join(tmpdir(), "lab-test-"));
  for (const [plugin, value] of Object.entries(settings)) {
    const file = join(folder, "settings", "@jupyterlab", `${plugin}.jupyterlab-settings`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(value));
  }
  const child = spawn(process.execPath, [join(root, "dist", "cli.js"), "lab", "--no-browser", ...flags], {
    env: {
      ...process.env,
      JUPYTERLAB_SETTINGS_DIR: join(folder, "settings"),
      JUPYTERLAB_WORKSPACES_DIR: join(folder, "workspaces"),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = new Promise<number | null>((done) => {
    child.on("exit", (code) => {
      rmSync(folder, { recursive: true, force: true });
      done(code);
    });
  });
  let output = "";
  const url = await new Promise<URL>((found, missing) => {
    for (const input of [child.stdout, child.stderr])
      createInterface({ input }).on("line", (line) => {
        output += `${line}\n`;
        const address = /is open at (\S+)/.exec(line)?.[1];
        if (address !== undefined) found(new URL(address));
      });
    exited.then((code) => missing(new Error(`workbook lab ended with ${code}:\n${output}`)));
  });
  const end = (signal: NodeJS.Signals = "SIGTERM") => {
    child.kill(signal);
    return exited;
  };
  return { url, process: child, output: () => output, end };
}
