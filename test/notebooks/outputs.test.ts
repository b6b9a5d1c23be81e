import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runOne } from "../../src/commands/run-one";
import { plainKernel, workbookKernel } from "../../src/kernel/commands";

const folder = join(__dirname, "../../notebooks");
const files = readdirSync(folder).filter((file) => file.endsWith(".ipynb"));
const quiet = () => {};

describe.each(files)("%s", (file) => {
  test("shows again, to the letter, what was committed", { timeout: 120_000 }, async () => {
    const { status, failure, differences } = await runOne(join(folder, file), workbookKernel, "check", quiet);
    expect({ status, failure, differences }).toEqual({ status: "unchanged" });
  });

  test("runs on a plain tslab kernel as well", { timeout: 120_000 }, async () => {
    const { status, failure } = await runOne(join(folder, file), plainKernel, "try", quiet);
    expect({ status, failure }).toEqual({ status: "ran" });
  });
});
