import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runOne } from "../../src/commands/run-one";
import { workbookKernel } from "../../src/kernel/kernelspec";

const folder = join(__dirname, "../../notebooks");
const files = readdirSync(folder).filter((file) => file.endsWith(".ipynb"));

test.each(files)("%s shows again, to the letter, what was committed", { timeout: 120_000 }, async (file) => {
  const { status, failure, differences } = await runOne(
    join(folder, file),
    workbookKernel,
    "check",
    () => {},
  );
  expect({ status, failure, differences }).toEqual({ status: "unchanged" });
});
