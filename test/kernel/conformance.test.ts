import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { installKernelspec, kernelName } from "../../src/kernel/kernelspec";

const root = resolve(__dirname, "..", "..");
const python = join(
  root,
  ".venv",
  ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]),
);
const tests = join(__dirname, "conformance", "test_conformance.py");

/** Whether there is a Python that has the official suite. */
function hasSuite(): boolean {
  try {
    execFileSync(python, ["-c", "import jupyter_kernel_test"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** What unittest reports, a line a test. */
function runSuite(jupyterPath: string): Promise<string> {
  const env = {
    ...process.env,
    KERNEL_NAME: kernelName,
    // Read first, whatever else is installed.
    JUPYTER_PATH: [jupyterPath, process.env.JUPYTER_PATH].filter(Boolean).join(delimiter),
    PYTHONDONTWRITEBYTECODE: "1",
  };
  return new Promise((done) => {
    execFile(python, [tests, "--verbose", "ConformanceTests"], { env, cwd: jupyterPath }, (_, __, report) =>
      done(report),
    );
  });
}

const found = hasSuite();
if (!found) console.warn(`Skipped the official conformance suite: ${python} has no jupyter_kernel_test.`);

const folder = mkdtempSync(join(tmpdir(), "conformance-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(!found)("the official conformance suite passes, 12 of 12", { timeout: 120_000 }, async () => {
  installKernelspec(join(folder, "kernels"));
  const report = await runSuite(folder);
  expect(report.match(/\.\.\. ok$/gm), report).toHaveLength(12);
  expect(report).toMatch(/^Ran 12 tests [\s\S]*^OK$/m);
});
