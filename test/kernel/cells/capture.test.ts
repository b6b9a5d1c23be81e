import { expect, test } from "vitest";
import { result, shows, timeout, types, useKernel } from "../kernel-fixture";

const session = useKernel();
const { run } = session;

test("what captured work shows goes to its place, folded as a front end folds it, and not below the cell", async () => {
  const execution = await run(`
    let seen: readonly Record<string, unknown>[] = [];
    const place = jupyter.capture((outputs) => { seen = outputs; });
    const value = place.run(() => {
      console.log("one");
      console.log("two");
      jupyter.display({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>three</b>", "text/plain": "three" }) });
      return 4;
    });
    place.show("five");
    place.fail(new RangeError("six"));
    JSON.stringify([value, seen])
  `);
  const [value, seen] = JSON.parse(
    String(result(execution)).slice(1, -1).replace(/\\'/g, "'").replace(/\\\\/g, "\\"),
  );
  expect(value).toBe(4);
  expect(seen).toMatchObject([
    { output_type: "stream", name: "stdout", text: "one\ntwo\n" },
    { output_type: "display_data", data: { "text/html": "<b>three</b>" } },
    { output_type: "display_data", data: { "text/plain": "'five'" } },
    { output_type: "error", ename: "RangeError", evalue: "six", traceback: expect.any(Array) },
  ]);
  expect(types(execution).filter((type) => type !== "status")).toEqual([
    "execute_input",
    "execute_result",
    "execute_reply",
  ]);
});

test("captured work is followed over time, its displays change in place, and clearing clears the place", async () => {
  const execution = await run(`
    const texts: string[] = [];
    const late = jupyter.capture((outputs) => { texts.push(JSON.stringify(outputs.map(({ data, text }) => data ?? text))); });
    late.run(() => setTimeout(() => {
      const shown = jupyter.display("a");
      shown.update("b");
      jupyter.clearOutput();
      console.log("c");
    }, 10));
    setTimeout(() => console.log(texts.join(" ")), 50);
    undefined
  `);
  const printed = await shows(session.kernel, execution, "stream", /./);
  expect(printed.content.text).toBe(`[{"text/plain":"'a'"}] [{"text/plain":"'b'"}] [] ["c\\n"]\n`);
});

test("a flood of lines is folded at once, not line by line", async () => {
  const execution = await run(`
    let [calls, last]: [number, readonly Record<string, unknown>[]] = [0, []];
    jupyter.capture((outputs) => { calls += 1; last = outputs; }).run(() => {
      for (let i = 0; i < 20_000; i++) console.log(i);
    });
    await null;
    [calls, last.length, String(last[0]?.text).split("\\n").length].join()
  `);
  expect(result(execution)).toBe("'1,1,20001'");
});

test("comms work inside of captured work as they do outside", async () => {
  const execution = await run(
    `jupyter.capture(() => {}).run(() => jupyter.comms.open("inside", {}, { id: "inside" }).send({ a: 1 }))`,
  );
  expect(types(execution)).toEqual(expect.arrayContaining(["comm_open", "comm_msg"]));
  const { reply } = await session.kernel.request("shell", "comm_info_request", {}, { timeout });
  expect(reply.content.comms).toHaveProperty("inside");
});
