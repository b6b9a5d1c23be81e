import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { printed, result, useKernel } from "./protocol-fixture";

const readme = readFileSync(join(__dirname, "../../README.md"), "utf8");
const section = readme.split(/^## /m).find((part) => part.startsWith("For kernel users")) ?? "";
const cells = [...section.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) => code);

const session = useKernel();

test("the README's cells for kernel users do what they say, in a folder with nothing in it", async () => {
  const [value, progress] = await Promise.all(cells.map((code) => session.run(code)));
  expect(cells).toHaveLength(2);
  expect(value && result(value)).toBe("21 °C");
  expect(progress?.reply.content).toMatchObject({ status: "ok", payload: [{ source: "page" }] });
  expect(progress?.outputs).toHaveLength(1);
  expect(progress && printed(progress)).toBe("one, two, three\n");
});
