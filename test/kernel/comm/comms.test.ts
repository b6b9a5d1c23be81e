import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { workbookKernel } from "../../../src/kernel/kernelspec";
import type { Json } from "../../../src/kernel/protocol/wire";
import { startKernel } from "../../../src/kernel/runner/start";
import { contents, next, printed, result, timeout, useKernel } from "../kernel-fixture";

const session = useKernel();
const { run } = session;
const info = async (content: Json = {}) =>
  (await session.kernel.request("shell", "comm_info_request", content, { timeout })).reply;
/** Sends a message of the comm protocol; what came for it. */
const send = async (type: string, content: Json, buffers: Uint8Array[] = []) => ({
  messages: await session.kernel.notify(type, content, { buffers, timeout }),
});

describe("a comm that the front end opens", () => {
  beforeAll(async () => {
    await run(`
      const log: unknown[] = [];
      jupyter.comms.registerTarget("echo", (comm, opened) => {
        log.push(["open", comm.target, opened.data, opened.metadata]);
        comm.onMessage = ({ data, buffers }) => {
          console.log("received");
          comm.send({ got: data }, { metadata: { twice: true }, buffers: buffers.map((b) => Uint8Array.from([...b, ...b])) });
        };
        comm.onClose = ({ data }) => log.push(["close", data]);
      });
    `);
  });

  test("reaches its target, is listed, answers with bytes, and closes", async () => {
    const comm_id = randomUUID();
    await send("comm_open", { comm_id, target_name: "echo", data: { a: 1 } });
    expect((await info()).content).toMatchObject({
      status: "ok",
      comms: { [comm_id]: { target_name: "echo" } },
    });

    const { messages } = await send("comm_msg", { comm_id, data: { b: 2 } }, [
      Uint8Array.of(1, 2, 3),
      new Uint8Array(0),
    ]);
    const answer = messages.find(({ header }) => header.msg_type === "comm_msg");
    expect(answer?.content).toEqual({ comm_id, data: { got: { b: 2 } } });
    expect(answer?.metadata).toEqual({ twice: true });
    expect(answer?.buffers.map((buffer) => [...buffer])).toEqual([[1, 2, 3, 1, 2, 3], []]);
    expect(contents({ messages }, "stream")).toEqual([{ name: "stdout", text: "received\n" }]);

    await send("comm_close", { comm_id, data: { c: 3 } });
    expect((await info()).content.comms).not.toHaveProperty(comm_id);
    expect(result(await run("JSON.stringify(log)"))).toBe(`'[["open","echo",{"a":1},{}],["close",{"c":3}]]'`);
  });

  test("to a target that nobody has registered is closed", async () => {
    const comm_id = randomUUID();
    const answer = await send("comm_open", { comm_id, target_name: "nobody", data: {} });
    expect(contents(answer, "comm_close")).toEqual([{ comm_id, data: {} }]);
    expect((await info()).content.comms).not.toHaveProperty(comm_id);
  });

  test("whose target fails is closed, and the error is shown with the message", async () => {
    await run("jupyter.comms.registerTarget('broken', () => { throw new Error('not today'); })");
    const comm_id = randomUUID();
    const answer = await send("comm_open", { comm_id, target_name: "broken", data: {} });
    expect(contents(answer, "comm_close")).toEqual([{ comm_id, data: {} }]);
    expect(String(contents(answer, "stream")[0]?.text)).toMatch(/not today/);
  });

  test("is refused once its target is taken back", async () => {
    await run("const forget = jupyter.comms.registerTarget('brief', () => {}); undefined");
    await run("forget()");
    const answer = await send("comm_open", { comm_id: "b", target_name: "brief", data: {} });
    expect(contents(answer, "comm_close")).toHaveLength(1);
  });
});

describe("a comm that a cell opens", () => {
  test("opens, sends and closes at the front end, with metadata and bytes of any kind", async () => {
    const { messages } = await run(`
      const comm = jupyter.comms.open("view", { a: 1 }, { metadata: { version: "2.1.0" }, buffers: [new Float64Array([1.5])] });
      comm.send({ b: 2 }, { buffers: [Buffer.from("pool"), new ArrayBuffer(2), new DataView(new ArrayBuffer(8), 4, 1)] });
      comm.close();
      comm.close();
    `);
    const comms = messages.filter(({ header }) => header.msg_type.startsWith("comm_"));
    const id = comms[0]?.content.comm_id;
    expect(comms.map(({ header, content, metadata }) => [header.msg_type, content, metadata])).toEqual([
      ["comm_open", { comm_id: id, target_name: "view", data: { a: 1 } }, { version: "2.1.0" }],
      ["comm_msg", { comm_id: id, data: { b: 2 } }, {}],
      ["comm_close", { comm_id: id, data: {} }, {}],
    ]);
    expect([...(comms[0]?.buffers[0] ?? [])]).toEqual([...new Uint8Array(Float64Array.of(1.5).buffer)]);
    expect(comms[1]?.buffers.map((buffer) => Buffer.from(buffer).toString("hex"))).toEqual([
      Buffer.from("pool").toString("hex"),
      "0000",
      "00",
    ]);
    expect((await info({ target_name: "view" })).content.comms).toEqual({});
  });

  test("is listed under its target only", async () => {
    await run(
      "jupyter.comms.open('left', {}, { id: 'l' }); jupyter.comms.open('right', {}, { id: 'r' }); undefined",
    );
    expect((await info({ target_name: "left" })).content.comms).toEqual({ l: { target_name: "left" } });
    expect((await info()).header.msg_type).toBe("comm_info_reply");
  });

  test("hears from the front end while the cell awaits it", async () => {
    const opened = next(session.kernel, ({ content }) => content.target_name === "question");
    const cell = run(`
      const question = jupyter.comms.open("question");
      await new Promise((resolve) => { question.onMessage = ({ data }) => resolve(data.answer); });
    `);
    await send("comm_msg", { comm_id: (await opened).content.comm_id, data: { answer: 42 } });
    expect(result(await cell)).toBe("42");
  });

  test("says so when it is used after its end", async () => {
    const { reply } = await run("const gone = jupyter.comms.open('gone'); gone.close(); gone.send({})");
    expect(reply.content).toMatchObject({ status: "error", evalue: expect.stringMatching(/is closed/) });
  });

  test("works in a silent cell, too", async () => {
    const execution = await run("jupyter.comms.open('quiet'); undefined", { silent: true });
    expect(contents(execution, "comm_open")).toHaveLength(1);
  });

  test("that is sent what is no JSON fails in its cell", async () => {
    const { reply } = await run("jupyter.comms.open('x').send({ big: 1n })");
    expect(reply.content).toMatchObject({ status: "error", ename: "TypeError" });
  });
});

test.each([
  ["comm_msg", { comm_id: "unknown", data: {} }],
  ["comm_close", { comm_id: "unknown", data: {} }],
  ["comm_msg", { data: {} }],
  ["comm_open", { comm_id: 7, target_name: "echo", data: {} }],
  ["comm_open", { comm_id: "seven", target_name: 7, data: {} }],
  ["comm_open", { comm_id: "text", target_name: "echo", data: "text" }],
  ["comm_open", {}],
])("a %s of %j is survived", async (type, content) => {
  await send(type, content);
  expect(result(await run("'alive'"))).toBe("'alive'");
});

test("an error in a handler is shown with the message it was for, and the comm lives on", async () => {
  await run(`
    const touchy = jupyter.comms.open("touchy", {}, { id: "touchy" });
    touchy.onMessage = ({ data }) => { if (data.n === 1) throw new Error("one too many"); console.log(data.n); };
  `);
  const first = await send("comm_msg", { comm_id: "touchy", data: { n: 1 } });
  expect(String(contents(first, "stream")[0]?.text)).toMatch(/one too many/);
  const second = await send("comm_msg", { comm_id: "touchy", data: { n: 2 } });
  expect(contents(second, "stream")).toEqual([{ name: "stdout", text: "2\n" }]);
});

test("a handler that never ends is ended by an interrupt", async () => {
  const listening = await run(`
    jupyter.comms.open("stuck", {}, { id: "stuck" }).onMessage = () => { for (;;); };
  `);
  expect(printed(listening)).toBe("");
  const handled = send("comm_msg", { comm_id: "stuck", data: {} });
  await new Promise((resolve) => setTimeout(resolve, 100));
  await session.kernel.interrupt();
  await handled;
  expect(result(await run("'alive'"))).toBe("'alive'");
});

test("ids are the same in every life of a kernel, and never the same in one", async () => {
  const cell = "[jupyter.comms.open('a').id, jupyter.comms.open('b').id].join()";
  const ids = async (kernel: Pick<typeof session, "run">) => {
    const both = [await kernel.run(cell), await kernel.run(cell)].map((execution) =>
      String(result(execution)),
    );
    return both.flatMap((text) => text.slice(1, -1).split(","));
  };
  const here = await ids(session);
  expect(new Set(here).size).toBe(4);
  const other = await startKernel(workbookKernel, { cwd: session.folder });
  try {
    await other.execute("'something before'", { timeout });
    expect(await ids({ run: (code) => other.execute(code, { timeout }) })).toEqual(here);
  } finally {
    await other.shutdown();
  }
});

test("a front end that asks for widgets before there are any is answered: none", async () => {
  const comm_id = randomUUID();
  await send("comm_open", { comm_id, target_name: "jupyter.widget.control", data: {} });
  const answer = await send("comm_msg", { comm_id, data: { method: "request_states" } });
  expect(contents(answer, "comm_msg")).toEqual([
    { comm_id, data: { method: "update_states", states: {}, buffer_paths: [] } },
  ]);
});

test("a message of 70 MB is refused, the log says so, and the kernel lives on", async () => {
  const refused = session.kernel.process.said(/a comm_msg has \d+ bytes; the maximum is \d+/);
  await send("comm_msg", { comm_id: "none", data: { text: "x".repeat(70 * 2 ** 20) } });
  await refused;
  expect(result(await run("'alive'"))).toBe("'alive'");
});
