import type { TestProject } from "vitest/node";
import { prepareJupyter } from "../src/commands/jupyter/prepare";
import { PythonMissing } from "../src/commands/jupyter/python";
import { venvVariables } from "../src/commands/jupyter/venv";

/** The private Jupyter that `workbook lab` makes: its Python, and the environment to run it in. */
export interface Jupyter {
  readonly python: string;
  readonly env: NodeJS.ProcessEnv;
}

declare module "vitest" {
  interface ProvidedContext {
    /** Undefined where there is no Python; tests that need it are skipped then. */
    jupyter: Jupyter | undefined;
  }
}

/** Makes sure of `.venv`. Without Python it says so, once, and the tests that need it are skipped. */
export default async function setup(project: TestProject): Promise<void> {
  const root = `${__dirname}/..`;
  try {
    const python = await prepareJupyter(root);
    project.provide("jupyter", { python, env: venvVariables(root) });
  } catch (error) {
    if (!(error instanceof PythonMissing)) throw error;
    project.provide("jupyter", undefined);
    console.warn(`\nTests that need JupyterLab are skipped: ${error.message}\n`);
  }
}
