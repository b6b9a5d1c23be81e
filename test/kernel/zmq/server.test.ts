import { describe, expect, test } from "vitest";
import { contents, printed, result, timeout, types, useKernel } from "../kernel-fixture";

const session = useKernel();
const { run } = session;
const ask = async (type: string, content: Record<string, unknown> = {}) =>
  (await session.kernel.request("shell", type, content, { timeout })).reply;

describe("kernel_info", () => {
  test("says who answers, with its status", () => {
    expect(session.kernel.info).toMatchObject({
      status: "ok",
      protocol_version: "5.3",
      implementation: "tslab-workbook",
      language_info: {
        name: "typescript",
        version: "5.0.4",
        file_extension: ".ts",
        mimetype: "text/typescript",
        pygments_lexer: "typescript",
        codemirror_mode: "typescript",
        nbconvert_exporter: "script",
      },
    });
    expect(session.kernel.info.help_links).not.toHaveLength(0);
  });

  test("is answered on control, too", async () => {
    const { reply } = await session.kernel.request("control", "kernel_info_request", {}, { timeout });
    expect(reply.header.msg_type).toBe("kernel_info_reply");
    expect(reply.content).toEqual(session.kernel.info);
  });
});

describe("a cell", () => {
  test("is announced, printed, shown and answered, in this order", async () => {
    const execution = await run("console.log('printed'); 6 * 7");
    const all = types(execution).filter((type) => type !== "execute_reply");
    expect(all).toEqual(["status", "execute_input", "stream", "execute_result", "status"]);
    expect(contents(execution, "status").map(({ execution_state }) => execution_state)).toEqual([
      "busy",
      "idle",
    ]);
    const count = execution.reply.content.execution_count;
    expect(contents(execution, "execute_input")).toEqual([
      { code: "console.log('printed'); 6 * 7", execution_count: count },
    ]);
    expect(contents(execution, "execute_result")).toEqual([
      { data: { "text/plain": "42" }, metadata: {}, execution_count: count },
    ]);
    expect(printed(execution)).toBe("printed\n");
    expect(execution.reply.content).toEqual({
      status: "ok",
      execution_count: count,
      payload: [],
      user_expressions: {},
    });
  });

  test("shows nothing for undefined, and null for null", async () => {
    expect((await run("undefined")).outputs).toEqual([]);
    expect((await run("const a = 1")).outputs).toEqual([]);
    expect(result(await run("null"))).toBe("null");
  });

  test("that fails says how in the reply and in one error message", async () => {
    const execution = await run("throw new RangeError('too far')");
    const { status, ename, evalue, traceback } = execution.reply.content;
    expect({ status, ename, evalue }).toEqual({ status: "error", ename: "RangeError", evalue: "too far" });
    expect(contents(execution, "error")).toEqual([{ ename, evalue, traceback }]);
    expect(types(execution)).not.toContain("stream");
  });

  test("that does not compile says where", async () => {
    const { reply } = await run("const a = 1;\nconst text: string = a;");
    expect(reply.content).toMatchObject({ status: "error", ename: "TypeScriptError" });
    expect(String(reply.content.evalue)).toMatch(/:2:7 .*'number'.*'string'/);
  });

  test("counts up, unless it is not stored or silent", async () => {
    const count = async (options = {}) => (await run("1", options)).reply.content.execution_count;
    const first = Number(await count());
    expect(await count({ storeHistory: false })).toBe(first);
    expect(await count({ silent: true })).toBe(first);
    expect(await count()).toBe(first + 1);
  });

  test("that is silent shows nothing but its status, and says in the reply how it failed", async () => {
    const quiet = await run("console.log('x'); jupyter.display(1); 2", { silent: true });
    expect(types(quiet).filter((type) => type !== "execute_reply")).toEqual(["status", "status"]);
    const wrong = await run("throw new Error('quietly')", { silent: true });
    expect(types(wrong)).not.toContain("error");
    expect(wrong.reply.content).toMatchObject({ status: "error", evalue: "quietly" });
  });

  test("evaluates user expressions after it, each by itself", async () => {
    const { reply } = await run("const seven = 7", {
      userExpressions: { next: "seven + 1", wrong: "seven.toUpperCase()", nothing: "undefined" },
    });
    expect(reply.content).toMatchObject({
      status: "ok",
      user_expressions: {
        next: { status: "ok", data: { "text/plain": "8" }, metadata: {} },
        wrong: { status: "error", ename: "TypeScriptError" },
        nothing: { status: "ok", data: {} },
      },
    });
  });

  test.each([
    "import { createInterface } from 'node:readline/promises';\n" +
      "await createInterface({ input: process.stdin, output: process.stdout }).question('name? ');",
    "process.stdin.on('data', console.log)",
    "for await (const line of process.stdin) console.log(line);",
    "process.stdin.pipe(process.stdout)",
  ])("that asks for input is told that there is none: %s", async (code) => {
    const { reply } = await run(code);
    expect(reply.content).toMatchObject({
      status: "error",
      evalue: expect.stringMatching(/cannot read standard input/),
    });
  });
});

describe("cells sent at once", () => {
  const statuses = async (codes: readonly string[], options = {}) =>
    (await Promise.all(codes.map((code) => run(code, options)))).map(({ reply }) => reply.content.status);
  const slowly = "await new Promise((resolve) => setTimeout(resolve, 50));";

  test("run one after the other", async () => {
    const executions = await Promise.all([1, 2, 3].map((i) => run(`${slowly} ${i}`)));
    expect(executions.map(result)).toEqual(["1", "2", "3"]);
    const counts = executions.map(({ reply }) => Number(reply.content.execution_count));
    expect(counts).toEqual([0, 1, 2].map((i) => (counts[0] ?? 0) + i));
  });

  test("are aborted after one that fails, which stops on errors", async () => {
    expect(await statuses([`${slowly} throw 1`, "2", "3"])).toEqual(["error", "aborted", "aborted"]);
  });

  test("are not aborted after one that fails and does not stop on errors", async () => {
    expect(await statuses([`${slowly} throw 1`, "2"], { stopOnError: false })).toEqual(["error", "ok"]);
  });

  test("an aborted one neither runs nor shows anything", async () => {
    const [, aborted] = await Promise.all([run(`${slowly} throw 1`), run("console.log('ran')")]);
    expect(aborted?.reply.content).toEqual({ status: "aborted" });
    expect(types(aborted ?? { messages: [] }).filter((type) => type !== "execute_reply")).toEqual([
      "status",
      "status",
    ]);
  });

  test("one sent in answer to an error runs", async () => {
    for (let i = 0; i < 5; i++) {
      expect((await run("throw 1")).reply.content.status).toBe("error");
      expect((await run(`${i}`)).reply.content.status).toBe("ok");
    }
  });
});

describe("history", () => {
  const history = async (request: Record<string, unknown>) => {
    const { content } = await ask("history_request", { raw: true, output: false, ...request });
    expect(content.status).toBe("ok");
    return content.history as [number, number, unknown][];
  };
  const inputs = async (request: Record<string, unknown>) =>
    (await history(request)).map(([, , input]) => input);

  test("gives the last inputs, with their values where asked", async () => {
    await run("'once'");
    await run("'twice'");
    expect(await inputs({ hist_access_type: "tail", n: 2 })).toEqual(["'once'", "'twice'"]);
    expect(await inputs({ hist_access_type: "tail", n: 1, output: true })).toEqual([["'twice'", "'twice'"]]);
  });

  test("gives a range of this session's lines", async () => {
    const [entry] = await history({ hist_access_type: "tail", n: 1 });
    const [own, line, input] = entry ?? [];
    for (const session of [0, own])
      expect(
        await history({ hist_access_type: "range", session, start: line, stop: Number(line) + 1 }),
      ).toEqual([[own, line, input]]);
    expect(await history({ hist_access_type: "range", session: -1, start: 1 })).toEqual([]);
  });

  test("searches by pattern, each input once where asked", async () => {
    for (const code of ["'needle 1'", "'hay'", "'needle 2'", "'needle 1'"]) await run(code);
    const search = { hist_access_type: "search", pattern: "*needle ?*" };
    expect(await inputs(search)).toEqual(["'needle 1'", "'needle 2'", "'needle 1'"]);
    expect(await inputs({ ...search, unique: true })).toEqual(["'needle 2'", "'needle 1'"]);
    expect(await inputs({ ...search, n: 1 })).toEqual(["'needle 1'"]);
    expect(await inputs({ hist_access_type: "search", pattern: "needle" })).toEqual([]);
  });

  test("knows nothing of cells that are silent or not stored", async () => {
    await run("'secret 1'", { silent: true });
    await run("'secret 2'", { storeHistory: false });
    expect(await inputs({ hist_access_type: "search", pattern: "*secret ?'" })).toEqual([]);
  });
});

describe("help with code", () => {
  test("counts in code points, as Jupyter does", async () => {
    const code = "const text = '🙂🙂'; text.toUpp";
    const { content } = await ask("complete_request", { code, cursor_pos: [...code].length });
    expect(content).toMatchObject({
      status: "ok",
      matches: ["toUpperCase"],
      cursor_start: [...code].length - "toUpp".length,
      cursor_end: [...code].length,
    });
  });

  test("completes and explains the kernel's own object", async () => {
    const { content } = await ask("complete_request", { code: "jupyter.", cursor_pos: 8 });
    expect(content.matches).toEqual(expect.arrayContaining(["display", "clearOutput", "page", "comms"]));
    const { content: about } = await ask("inspect_request", {
      code: "jupyter.display",
      cursor_pos: 12,
      detail_level: 0,
    });
    expect(about).toMatchObject({ status: "ok", found: true });
    expect(JSON.stringify(about.data)).toMatch(/Shows a value below the cell/);
  });

  test("finds nothing where there is nothing", async () => {
    const { content } = await ask("inspect_request", { code: "   ", cursor_pos: 1, detail_level: 0 });
    expect(content).toEqual({ status: "ok", found: false, data: {}, metadata: {} });
  });

  test.each([
    ["1 + 1", "complete"],
    ["function f() {", "incomplete"],
    ["let = ;", "invalid"],
  ])("%s is %s", async (code, status) => {
    expect((await ask("is_complete_request", { code })).content.status).toBe(status);
  });

  test("is there while a cell awaits something", async () => {
    const cell = run("await new Promise<void>((resolve) => { (globalThis as any).go = resolve }); 'went'");
    expect((await ask("is_complete_request", { code: "{" })).content.status).toBe("incomplete");
    const { content } = await ask("complete_request", { code: "Math.hyp", cursor_pos: 8 });
    expect(content.matches).toEqual(["hypot"]);
    await session.kernel.interrupt();
    await cell;
  });
});

describe("requests that lack something", () => {
  test.each([
    ["complete_request", {}],
    ["is_complete_request", { code: 7 }],
    ["inspect_request", { code: "1", cursor_pos: "x" }],
    ["execute_request", { code: null }],
  ])("%s with %j is answered by an error", async (type, content) => {
    const answer = await session.kernel.request("shell", type, content, { timeout });
    expect(answer.reply.content).toMatchObject({ status: "error", ename: "ProtocolError" });
    expect((await run("1")).reply.content.status).toBe("ok");
  });
});
