import { describe, expect, test } from "vitest";
import { contents, printed, result, shows, types, useKernel } from "../kernel-fixture";

const session = useKernel();
const { run } = session;

/** A value that shows as this JavaScript expression says. */
const displayable = (bundle: string) => `({ [Symbol.for("Jupyter.display")]: () => (${bundle}) })`;

describe("what is printed", () => {
  test("comes in order, stdout and stderr apart", async () => {
    const { outputs } = await run("console.log(1); console.error(2); console.warn(3); console.info(4)");
    expect(outputs).toEqual([
      { output_type: "stream", name: "stdout", text: "1\n" },
      { output_type: "stream", name: "stderr", text: "2\n3\n" },
      { output_type: "stream", name: "stdout", text: "4\n" },
    ]);
  });

  test("by the streams themselves, as text or bytes, belongs to the cell, and their callbacks are called", async () => {
    const execution = await run(`
      const half = Buffer.from("é");
      process.stdout.write(half.subarray(0, 1));
      process.stdout.write(half.subarray(1));
      process.stdout.write("68c3bc", "hex");
      await new Promise((resolve) => process.stdout.write("!", resolve));
      import { Readable } from "node:stream";
      import { pipeline } from "node:stream/promises";
      await pipeline(Readable.from(["pi", "ped"]), process.stdout, { end: false });
    `);
    expect(execution.reply.content.status).toBe("ok");
    expect(printed(execution)).toBe("éhü!piped");
  });

  test("while the cell is busy is seen while the cell is busy", async () => {
    let seen = "";
    const execution = run("console.log('before'); while (true);", {
      onMessage: ({ header, content }) => {
        if (header.msg_type !== "stream") return;
        seen += content.text;
        session.kernel.interrupt();
      },
    });
    expect((await execution).reply.content.ename).toBe("Interrupted");
    expect(seen).toBe("before\n");
  });

  test("in a flood arrives whole, in far fewer messages than lines", async () => {
    const execution = await run("for (let i = 0; i < 100_000; i++) console.log(i)");
    expect(execution.reply.content.status).toBe("ok");
    expect(printed(execution)).toBe(Array.from({ length: 100_000 }, (_, i) => `${i}\n`).join(""));
    expect(contents(execution, "stream").length).toBeLessThan(1000);
    expect(result(await run("'alive'"))).toBe("'alive'");
  });

  test("with half a character is legal text everywhere", async () => {
    expect(printed(await run("process.stdout.write('🙂'.slice(0, 1) + 'x'); undefined"))).toBe("\ufffdx");
  });
});

describe("what comes late", () => {
  test("belongs to the cell that started it, by whatever way it went", async () => {
    const late = await run(`
      setTimeout(() => console.log("timer"), 30);
      setImmediate(() => setTimeout(() => console.log("immediate"), 40));
      void (async () => { await new Promise((r) => setTimeout(r, 50)); console.log("async"); })();
      import { readFile } from "node:fs";
      readFile("/", () => setTimeout(() => console.log("file"), 60));
      setTimeout(() => jupyter.display("shown"), 70);
    `);
    const later = await run("await new Promise((resolve) => setTimeout(resolve, 150)); console.log('mine')");
    await shows(session.kernel, late, "display_data", /shown/);
    expect(printed(late).trim().split("\n").sort()).toEqual(["async", "file", "immediate", "timer"]);
    expect(printed(later)).toBe("mine\n");
    expect(types(later)).not.toContain("display_data");
  });

  test("as an error nobody catches is shown with its cell, and the kernel lives on", async () => {
    const failing = await run(
      "setTimeout(() => { throw new RangeError('late throw') }, 20);\n" +
        "setTimeout(() => Promise.reject(new RangeError('late rejection')), 40); undefined",
    );
    expect(failing.reply.content.status).toBe("ok");
    const later = await run("await new Promise((resolve) => setTimeout(resolve, 100)); 'alive'");
    await shows(session.kernel, failing, "stream", /late throw/);
    await shows(session.kernel, failing, "stream", /late rejection/);
    expect(failing.outputs).toMatchObject([{ output_type: "stream", name: "stderr" }]);
    expect(printed(failing)).toMatch(/Cell \[\d+\]:1:\d+[\s\S]*Cell \[\d+\]:2:\d+/);
    expect(later.outputs).toMatchObject([{ output_type: "execute_result" }]);
  });

  test("as a rejection of the cell's own is shown with the cell", async () => {
    const failing = await run("void Promise.reject(new Error('forgotten')); undefined");
    await shows(session.kernel, failing, "stream", /forgotten/);
    expect(printed(failing)).toMatch(/Error.*forgotten/);
  });
});

describe("a value", () => {
  test("shows as its display method says, and as plain text", async () => {
    const { outputs } = await run(displayable("{ 'text/html': '<b>b</b>' }"));
    expect(outputs).toMatchObject([
      { output_type: "execute_result", data: { "text/html": "<b>b</b>", "text/plain": expect.any(String) } },
    ]);
  });

  test("may take its time to say how it shows", async () => {
    const promise = "new Promise((resolve) => setTimeout(resolve, 30, { 'text/plain': 'slow' }))";
    expect(result(await run(displayable(promise)))).toBe("slow");
  });

  test("of a class shows by the method of its prototype, a function by its own", async () => {
    const method = "[Symbol.for('Jupyter.display')]() { return { 'text/plain': 'by method' } }";
    expect(result(await run(`new (class { ${method} })()`))).toBe("by method");
    const named = "{ [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': 'callable' }) }";
    expect(result(await run(`Object.assign(() => 1, ${named})`))).toBe("callable");
  });

  test("may be an image in bytes, which travel as base64", async () => {
    const { outputs } = await run(
      displayable("{ 'image/png': Buffer.from([1, 2, 3]).subarray(1), 'text/plain': '' }"),
    );
    expect(outputs).toMatchObject([{ data: { "image/png": Buffer.from([2, 3]).toString("base64") } }]);
  });

  test("as plain text is what the console would show", async () => {
    expect(result(await run("[{ a: new Map([[1, 'x']]) }, 'text', 10n, Symbol('s')]"))).toBe(
      "[ { a: Map(1) { 1 => 'x' } }, 'text', 10n, Symbol(s) ]",
    );
    expect(result(await run("Promise.resolve(1)"))).toBe("Promise { 1 }");
  });

  test.each([
    ["throws", "(() => { throw new Error('no picture') })()", /no picture/],
    ["rejects", "Promise.reject(new Error('no picture'))", /no picture/],
    ["answers no bundle", "'a string'", /expected an object such as/],
    ["answers what is no JSON", "{ 'application/json': { big: 10n } }", /BigInt/],
  ])("whose display method %s shows as plain text, the error on stderr", async (_, bundle, complaint) => {
    const execution = await run(displayable(bundle));
    expect(execution.reply.content.status).toBe("ok");
    expect(execution.outputs.map(({ output_type }) => output_type)).toEqual(["stream", "execute_result"]);
    expect(printed(execution)).toMatch(complaint);
  });
});

describe("jupyter.display", () => {
  test("shows values in the order of the calls, however long each takes", async () => {
    const slow = displayable("new Promise((resolve) => setTimeout(resolve, 30, { 'text/plain': 'slow' }))");
    const { outputs } = await run(`jupyter.display(${slow}); jupyter.display(1); 2`);
    expect(outputs.map((output) => ("data" in output ? output.data["text/plain"] : output))).toEqual([
      "slow",
      "1",
      "2",
    ]);
    expect(outputs.map(({ output_type }) => output_type)).toEqual([
      "display_data",
      "display_data",
      "execute_result",
    ]);
  });

  test("gives a handle that changes what is shown, from later cells, too", async () => {
    const first = await run("const shown = jupyter.display('first'); undefined");
    expect(contents(first, "display_data")).toMatchObject([
      { transient: { display_id: (await run("shown.id")).outputs.length ? expect.any(String) : "" } },
    ]);
    const second = await run("shown.update('second')");
    const [update] = contents(second, "update_display_data");
    expect(update?.transient).toEqual(contents(first, "display_data")[0]?.transient);
    expect(first.outputs).toMatchObject([
      { output_type: "display_data", data: { "text/plain": "'second'" } },
    ]);
  });

  test("takes an id, by which two displays change together", async () => {
    const { outputs } = await run(
      "jupyter.display(1, { id: 'twin' }); jupyter.display(2, { id: 'twin' }).update(3); undefined",
    );
    expect(outputs).toMatchObject([{ data: { "text/plain": "3" } }, { data: { "text/plain": "3" } }]);
  });
});

describe("the rest of the kernel's object", () => {
  test("clears what is shown, at once or with the next", async () => {
    const execution = await run(
      "console.log(1); jupyter.clearOutput(); console.log(2); jupyter.clearOutput(true); 3",
    );
    expect(contents(execution, "clear_output")).toEqual([{ wait: false }, { wait: true }]);
    expect(execution.outputs).toMatchObject([{ output_type: "execute_result" }]);
  });

  test("pages are payloads of the reply", async () => {
    const { reply } = await run("jupyter.page('help'); jupyter.page({ 'text/html': '<i>help</i>' })");
    expect(reply.content.payload).toEqual([
      { source: "page", data: { "text/plain": "help" }, start: 0 },
      { source: "page", data: { "text/html": "<i>help</i>" }, start: 0 },
    ]);
  });

  test("a page that is no JSON fails in its cell", async () => {
    expect((await run("jupyter.page({ a: 1n })")).reply.content).toMatchObject({
      status: "error",
      ename: "TypeError",
    });
  });

  test("is typed", async () => {
    expect((await run("jupyter.displai(1)")).reply.content).toMatchObject({ ename: "TypeScriptError" });
    expect((await run("jupyter.clearOutput('now')")).reply.content).toMatchObject({
      ename: "TypeScriptError",
    });
  });
});
