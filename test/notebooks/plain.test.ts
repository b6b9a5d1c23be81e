import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runOne } from "../../src/commands/run-one";
import { plainKernel } from "../../src/kernel/kernelspec";

const folder = join(__dirname, "../../notebooks");
const files = readdirSync(folder).filter((file) => file.endsWith(".ipynb"));

// Retried, because tslab sometimes answers before its sockets are bound, and then dies.
test.each(files)("%s runs on a plain tslab kernel as well", { timeout: 120_000, retry: 2 }, async (file) => {
  const { status, failure } = await runOne(join(folder, file), plainKernel, "try", () => {});
  expect({ status, failure }).toEqual({ status: "ran" });
});
