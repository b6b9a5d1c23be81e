import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { printed, result, useKernel } from "./kernel-fixture";

const page = readFileSync(join(__dirname, "../../src/book/pages/kernel-users.md"), "utf8");
const section = page.split(/^## /m).find((part) => part.startsWith("Cells")) ?? "";
const cells = [...section.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) => code);

const session = useKernel();

test("the cells on the page for kernel users do what they say, in an empty folder", async () => {
  const [value, progress] = await Promise.all(cells.map((code) => session.run(code)));
  expect(cells).toHaveLength(2);
  expect(value && result(value)).toBe("21 °C");
  expect(progress?.reply.content).toMatchObject({ status: "ok", payload: [{ source: "page" }] });
  expect(progress?.outputs).toHaveLength(1);
  expect(progress && printed(progress)).toBe("one, two, three\n");
});
