import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startKernel } from "../../src/kernel/runner/start";

function hasDeno(): boolean {
  try {
    execFileSync("deno", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const isThere = hasDeno();
if (!isThere) console.warn("Deno was not found on the PATH: the test of figures in its kernel is skipped.");

test.skipIf(!isThere)("Deno's kernel shows figures, tables and matrices in all their forms", async () => {
  const argv = ["deno", "jupyter", "--kernel", "--conn", "{connection_file}"];
  const kernel = await startKernel({ argv, interruptMode: "message" }, { cwd: join(__dirname, "../..") });
  /** The forms in which a value shows. Deno may send them after it has called itself idle. */
  const shows = async (code: string, wanted: readonly string[]) => {
    const forms: string[] = [];
    await kernel.execute(code, {
      onMessage: ({ content }) => forms.push(...Object.keys((content.data as object | undefined) ?? {})),
    });
    await expect.poll(() => [...forms].sort(), { timeout: 10_000 }).toEqual(wanted);
  };
  try {
    await shows('import { digit, figure, table } from "./dist/index.js";', []);
    await shows('figure({ data: [{ type: "scatter", y: [0, 1] }], caption: "It rises." })', [
      "application/vnd.plotly.v1+json",
      "text/html",
      "text/plain",
    ]);
    await shows("table([{ a: 1 }])", ["text/html", "text/plain"]);
    await shows("digit(3)", ["text/latex", "text/plain"]);
  } finally {
    await kernel.shutdown();
  }
});
