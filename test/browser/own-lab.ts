import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startJupyter } from "../../src/commands/jupyter/process";
import { formatNotebook } from "../../src/kernel/runner/notebook-file";
import { root } from "./lab";

/** A JupyterLab on an empty folder, for notebooks that a test writes. */
export interface OwnLab {
  readonly url: URL;
  /** Writes a notebook with these code cells and no outputs, and returns its path. */
  write(name: string, cells: readonly string[]): string;
  end(): Promise<void>;
}

const notebookOf = (cells: readonly string[]) => ({
  cells: cells.map((source, index) => ({
    cell_type: "code",
    id: `cell-${index}`,
    source,
    metadata: {},
    outputs: [],
    execution_count: null,
  })),
  metadata: {
    kernelspec: { name: "tslab-workbook", display_name: "TypeScript (workbook)", language: "typescript" },
  },
  nbformat: 4,
  nbformat_minor: 5,
});

/**
 * Starts the private JupyterLab over an empty folder in which the library can be imported.
 *
 * @param settings settings of JupyterLab's plug-ins, added to those that turn autosave off
 */
export async function startOwnLab(
  python: string,
  settings: Readonly<Record<string, object>>,
): Promise<OwnLab> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "own-lab-")));
  mkdirSync(join(folder, "notebooks"));
  for (const name of [".venv", "node_modules"]) symlinkSync(join(root, name), join(folder, name), "junction");
  const all = { "@jupyterlab/docmanager-extension/plugin": { autosave: false }, ...settings };
  for (const [plugin, value] of Object.entries(all)) {
    const file = join(folder, ".settings", `${plugin}.jupyterlab-settings`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(value));
  }
  const lab = startJupyter(folder, python, "lab/tree/notebooks/index.ipynb", [
    "--port=0",
    `--LabApp.user_settings_dir=${join(folder, ".settings")}`,
    `--LabApp.workspaces_dir=${join(folder, ".workspaces")}`,
  ]);
  const url = await lab.url;
  if (url === undefined) throw new Error("JupyterLab ended before it listened.");
  return {
    url: new URL(url),
    write(name, cells) {
      const path = join(folder, "notebooks", name);
      writeFileSync(path, formatNotebook(notebookOf(cells)));
      return path;
    },
    async end() {
      lab.stop();
      await lab.ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
