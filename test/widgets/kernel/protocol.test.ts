import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/kernel/protocol/wire";
import { contents, next, timeout } from "../../kernel/kernel-fixture";
import { noted, root, sentTo, useWidgets } from "./fixture";

const page = useWidgets();
const { move, open, run, tell, value } = page;
const view = "application/vnd.jupyter.widget-view+json";

describe("a displayed control", () => {
  test("opens its layout, style and model before it is displayed, in version 2 of the protocol", async () => {
    const { messages, outputs } = await run(`w.intSlider({ label: "m", min: 1, max: 9, value: 4 })`);
    const opened = messages.filter(({ header }) => header.msg_type === "comm_open");
    const states = opened.map(({ content }) => (content.data as { state: Json }).state);
    expect(states.map(({ _model_name }) => _model_name)).toEqual([
      "SliderStyleModel",
      "LayoutModel",
      "IntSliderModel",
    ]);
    for (const { content, metadata } of opened) {
      expect(content.target_name).toBe("jupyter.widget");
      expect(metadata.version).toMatch(/^2\./);
    }
    const ids = opened.map(({ content }) => content.comm_id);
    expect(states[2]).toMatchObject({
      description: "m",
      min: 1,
      max: 9,
      value: 4,
      style: `IPY_MODEL_${ids[0]}`,
      layout: `IPY_MODEL_${ids[1]}`,
    });
    expect(outputs).toEqual([
      expect.objectContaining({
        data: {
          "text/plain": "m: 4 (from 1 to 9)",
          [view]: { version_major: 2, version_minor: 0, model_id: ids[2] },
        },
      }),
    ]);
  });

  test("moves in both directions, and other pages get the echo before any further change", async () => {
    const { IntSliderModel: id = "" } = await open(`
      const a = w.intSlider({ min: 0, max: 9 });
      a.observe((value, before) => { if (value === 5) a.value = 6; console.log(before, value); });
      a
    `);
    const messages = await move(id, { value: 5 });
    expect(sentTo(messages, id)).toEqual([
      { method: "echo_update", state: { value: 5 }, buffer_paths: [] },
      { method: "update", state: { value: 6 }, buffer_paths: [] },
    ]);
    expect(await value("a.value")).toBe(6);
    expect(sentTo((await run("a.value = 2; undefined")).messages, id)).toEqual([
      { method: "update", state: { value: 2 }, buffer_paths: [] },
    ]);
    expect(sentTo((await run("a.value = 2; undefined")).messages, id)).toEqual([]);
  });

  test("answers request_state with its complete state", async () => {
    const { TextModel: id = "" } = await open(`w.textField({ label: "name", value: "x" })`);
    const [answer] = sentTo(await tell(id, { method: "request_state" }), id);
    expect(answer).toMatchObject({ method: "update", state: { _model_name: "TextModel", value: "x" } });
  });

  test.each([
    [`w.toggle()`, "CheckboxModel", { value: true }, true],
    [`w.floatSlider({ min: 0, max: 1 })`, "FloatSliderModel", { value: 0.25 }, 0.25],
    [`w.logSlider({ min: 1e-3, max: 10 })`, "FloatLogSliderModel", { value: 1 }, 1],
    [`w.logSlider({ min: 1e-3, max: 10 })`, "FloatLogSliderModel", { value: 10.000000000000002 }, 10],
    [`w.textField()`, "TextModel", { value: "dJ/dz2" }, "dJ/dz2"],
    [`w.dropdown({ options: ["a", "b"] })`, "DropdownModel", { index: 1 }, "b"],
  ])("%s accepts what its view sends", async (made, model, state, expected) => {
    const { [model]: id = "" } = await open(`const made = ${made}; made`);
    await move(id, state);
    expect(await value("made.value")).toBe(expected);
  });

  test("a button calls its listeners when it is clicked", async () => {
    const { ButtonModel: id = "" } = await open(`
      let presses = 0;
      const press = w.button("press");
      press.onClick(() => { presses += 1; });
      press
    `);
    await tell(id, { method: "custom", content: { event: "click" } });
    expect(await value("presses")).toBe(1);
  });

  test("links keep controls equal, through the kernel or in the browser", async () => {
    const ids = await open(`
      const [c, d] = [w.toggle(), w.textField({ value: "x" })];
      const e = w.textField();
      const part = w.link(d, e);
      const away = w.jslink(d, e);
      w.vbox([c, d, e])
    `);
    expect(ids).toHaveProperty("LinkModel");
    await move(ids.TextModel ?? "", { value: "y" }); // the last one that was opened
    expect(await value("[d.value, e.value]")).toEqual(["y", "y"]);
    const { messages } = await run("away(); part(); undefined");
    expect(contents({ messages }, "comm_close")).toEqual([{ comm_id: ids.LinkModel, data: {} }]);
  });

  test("closing removes it from all pages, and displaying it again opens a new model", async () => {
    const { IntSliderModel: id } = await open(`const f = w.intSlider({ min: 0, max: 9 }); f`);
    const { messages } = await run("f.close(); f.value = 3; undefined");
    expect(contents({ messages }, "comm_close")).toEqual([{ comm_id: id, data: {} }]);
    const { IntSliderModel: again } = await open("f");
    expect(again).toBeDefined();
    expect(again).not.toBe(id);
  });
});

describe("a page that opens while the kernel runs", () => {
  const states = async () => {
    const comm_id = randomUUID();
    await page.kernel.notify(
      "comm_open",
      { comm_id, target_name: "jupyter.widget.control", data: {} },
      { timeout },
    );
    const answer = await tell(comm_id, { method: "request_states" });
    const [message] = answer.filter(({ header }) => header.msg_type === "comm_msg");
    return { data: message?.content.data as Json, buffers: message?.buffers ?? [] };
  };

  test("gets the state of every open widget as it is now, with its bytes", async () => {
    const ids = await open(`
      const g = w.intSlider({ min: 0, max: 9 });
      const { liveFigure } = await import("autoencoder-workbook/show");
      const curve = liveFigure({ data: [{ type: "scatter", y: Float32Array.of(1, 2) }] });
      w.vbox([g, curve])
    `);
    await move(ids.IntSliderModel ?? "", { value: 7 });
    const { data, buffers } = await states();
    expect(data.method).toBe("update_states");
    const all = data.states as Record<string, { state: Json; model_name: string }>;
    expect(all[ids.IntSliderModel ?? ""]).toMatchObject({
      model_name: "IntSliderModel",
      model_module: "@jupyter-widgets/controls",
      state: { value: 7 },
    });
    const paths = data.buffer_paths as (string | number)[][];
    const index = paths.findIndex(([id]) => id === ids.AnyModel);
    expect(paths[index]?.slice(1)).toEqual(["state", "traces", 0, "y", "bytes"]);
    expect(new Float32Array(Uint8Array.from(buffers[index] ?? []).buffer)).toEqual(Float32Array.of(1, 2));
  });

  test("also gets the widgets of a library that was loaded again", async () => {
    const { IntSliderModel: id = "" } = await open("w.intSlider({ min: 0, max: 9 })");
    const { CheckboxModel: fresh = "" } = await open(`
      const reloaded: typeof w = require(${JSON.stringify(join(root, "dist", "widgets", "index.js"))});
      if (reloaded.toggle === w.toggle) throw new Error("the library was not loaded again");
      reloaded.toggle()
    `);
    const all = (await states()).data.states as Json;
    expect(Object.keys(all)).toEqual(expect.arrayContaining([id, fresh]));
  });
});

describe("an invalid message from a front end", () => {
  test.each([
    [
      "text for a number",
      { method: "update", state: { value: "abc" } },
      /m is "abc", expected a whole number from 0 to 9/,
    ],
    ["a number out of bounds", { method: "update", state: { value: 10 } }, /m is 10, expected/],
    ["a list", { method: "update", state: { value: [1] } }, /m is 1, expected|m is .*, expected/],
    ["null", { method: "update", state: { value: null } }, /m is null, expected/],
    [
      "an entry that front ends cannot set",
      { method: "update", state: { max: 100 } },
      /"max" cannot be set by a front end/,
    ],
    [
      "a special name of JavaScript",
      { method: "update", state: JSON.parse('{"__proto__":{"value":3},"constructor":1}') },
      /"__proto__" cannot be set/,
    ],
    ["a state that is not an object", { method: "update", state: [1] }, /the state \[1\] is not an object/],
    ["no state", { method: "update" }, /the state missing is not an object/],
    ["an unknown method", { method: "explode" }, /the method "explode" is not known/],
    ["no method", {}, /the method missing is not known/],
    [
      "an unexpected custom message",
      { method: "custom", content: { event: "click" } },
      /\{"event":"click"\} was not expected/,
    ],
    ["a huge text", { method: "update", state: { value: "x".repeat(2 ** 24) } }, /^.{0,200}\n$/],
  ])("%s is refused with a message in the log, and nothing changes", async (_, data, note) => {
    const { IntSliderModel: id = "" } = await open(
      `const h = w.intSlider({ label: "m", min: 0, max: 9, value: 4 }); h`,
    );
    const messages = await tell(id, data);
    expect(noted(messages)).toMatch(/^A message to a widget was refused: /);
    expect(noted(messages)).toMatch(note);
    expect(sentTo(messages, id).filter(({ method }) => method === "echo_update")).toEqual([]);
    expect(await value("h.value")).toBe(4);
  });

  test("is corrected on the page that sent it", async () => {
    const { IntSliderModel: id = "" } = await open(`w.intSlider({ min: 0, max: 9, value: 4 })`);
    expect(sentTo(await move(id, { value: 11 }), id)).toEqual([
      { method: "update", state: { value: 4 }, buffer_paths: [] },
    ]);
  });

  test("a front end cannot open a widget", async () => {
    const comm_id = randomUUID();
    const messages = await page.kernel.notify(
      "comm_open",
      { comm_id, target_name: "jupyter.widget", data: { state: {} } },
      { timeout },
    );
    expect(contents({ messages }, "comm_close")).toEqual([{ comm_id, data: {} }]);
  });

  test("only request_states is accepted by the control comm", async () => {
    const comm_id = randomUUID();
    await page.kernel.notify(
      "comm_open",
      { comm_id, target_name: "jupyter.widget.control", data: {} },
      { timeout },
    );
    expect(noted(await tell(comm_id, { method: "delete_states" }))).toMatch(
      /was refused: its method is not request_states/,
    );
  });
});

describe("interact", () => {
  const outputsOf = (messages: Parameters<typeof sentTo>[0], id: string) =>
    sentTo(messages, id).flatMap(({ state }) => {
      const { outputs } = state as { outputs?: readonly Json[] };
      return outputs === undefined ? [] : [outputs];
    });

  test("runs at once, and the cell contains the result for front ends without widgets", async () => {
    const { outputs } = await run(`
      const i = w.intSlider({ label: "i", min: 0, max: 9, value: 3 });
      await w.interact({ i }, async ({ i }) => { await null; console.log("i² is"); return i * i; });
    `);
    expect(outputs).toMatchObject([
      { output_type: "display_data", data: { "text/plain": "i: 3 (from 0 to 9)\ni² is\n9" } },
    ]);
  });

  test("runs again when a control moves, shows that it is busy, and replaces its output", async () => {
    const ids = await open(`
      const j = w.intSlider({ min: 0, max: 9, value: 3 });
      await w.interact({ j }, ({ j }) => { if (j > 0) return j * j; });
    `);
    const busy = (messages: Parameters<typeof sentTo>[0]) =>
      sentTo(messages, ids.HTMLModel ?? "").map(({ state }) => /working/.test(String((state as Json).value)));
    const messages = await move(ids.IntSliderModel ?? "", { value: 5 });
    expect(outputsOf(messages, ids.OutputModel ?? "")).toMatchObject([[{ data: { "text/plain": "25" } }]]);
    expect(busy(messages)).toEqual([true, false]);
    const nothing = await move(ids.IntSliderModel ?? "", { value: 0 });
    expect(outputsOf(nothing, ids.OutputModel ?? "")).toEqual([[]]);
  });

  test("shows an error with its traceback in the output area, and continues", async () => {
    const ids = await open(`
      const k = w.intSlider({ min: 0, max: 9, value: 3 });
      await w.interact({ k }, ({ k }) => {
        if (k === 4) throw new RangeError("four");
        return k;
      });
    `);
    const failed = outputsOf(await move(ids.IntSliderModel ?? "", { value: 4 }), ids.OutputModel ?? "");
    expect(failed).toMatchObject([[{ output_type: "error", ename: "RangeError", evalue: "four" }]]);
    expect(JSON.stringify(failed)).toMatch(/if \(k === 4\) throw new RangeError/);
    const mended = outputsOf(await move(ids.IntSliderModel ?? "", { value: 5 }), ids.OutputModel ?? "");
    expect(mended).toMatchObject([[{ data: { "text/plain": "5" } }]]);
  });

  test("cancels a slow run when newer values arrive, and leaves no queue", async () => {
    const ids = await open(`
      const runs: string[] = [];
      const l = w.intSlider({ min: 0, max: 1000 });
      await w.interact({ l }, async ({ l }, { signal }) => {
        runs.push(\`begin \${l}\`);
        await new Promise((done) => { setTimeout(done, l === 0 ? 0 : 60_000).unref(); signal.addEventListener("abort", done); if (l === 100) done(0); });
        runs.push(\`end \${l}\`);
        return \`seen \${l}\`;
      });
    `);
    const last = next(page.kernel, ({ content }) => JSON.stringify(content).includes("seen 100"));
    for (let l = 1; l <= 100; l++) await move(ids.IntSliderModel ?? "", { value: l });
    await last;
    const runs = (await value("runs")) as string[];
    expect(runs.length).toBeLessThan(60);
    expect(runs.slice(0, 2)).toEqual(["begin 0", "end 0"]);
    expect(runs.slice(-2)).toEqual(["begin 100", "end 100"]);
    for (const [index, run] of runs.entries())
      if (index % 2 === 1) expect(run.slice(4)).toBe(runs[index - 1]?.slice(6));
    await new Promise((done) => setTimeout(done, 200));
    expect(await value("runs.length")).toBe(runs.length);
  });

  test("reacts to the reader while a cell awaits something and other cells are queued", async () => {
    const ids = await open(`
      const n = w.intSlider({ min: 0, max: 9 });
      await w.interact({ n }, ({ n }) => n);
    `);
    const waiting = run("await new Promise<void>((go) => n.observe(() => go())); 'heard'");
    const queued = run("'queued'");
    await move(ids.IntSliderModel ?? "", { value: 8 });
    expect((await waiting).reply.content.status).toBe("ok");
    expect((await queued).reply.content.status).toBe("ok");
  });
});
