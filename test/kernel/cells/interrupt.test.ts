import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { workbookKernel } from "../../../src/kernel/kernelspec";
import { printed, result, timeout, types, useKernel } from "../kernel-fixture";

/** Every way to keep a cell from ending; each says "on" when it is about to. */
const endless: Readonly<Record<string, string>> = {
  "a loop": "console.log('on'); while (true);",
  "a loop after an await": "await null; console.log('on'); while (true);",
  "a loop after a timer": "await new Promise((r) => setTimeout(r, 5)); console.log('on'); for (;;);",
  "a loop after reading a file":
    "import { stat } from 'node:fs/promises'; await stat('.'); console.log('on'); for (;;);",
  "a loop in a timer's callback":
    "await new Promise(() => setTimeout(() => { console.log('on'); while (true); }, 5));",
  "a loop in an immediate":
    "await new Promise(() => setImmediate(() => { console.log('on'); while (true); }));",
  "a loop in a tick":
    "await new Promise(() => process.nextTick(() => { console.log('on'); while (true); }));",
  "a loop that catches everything":
    "console.log('on'); for (;;) try { while (true); } catch {} finally { continue; }",
  "a loop in the library":
    "console.log('on'); const all = Array.from({ length: 1e5 }, (_, i) => ({ i })); while (true) JSON.stringify(all);",
  "a loop that prints": "for (;;) console.log('on');",
  "a loop of awaits": "console.log('on'); while (true) await null;",
  "a loop of timers": "console.log('on'); while (true) await new Promise((r) => setTimeout(r, 1));",
  "a loop of immediates": "console.log('on'); while (true) await new Promise((r) => setImmediate(r));",
  "a thread asleep": "console.log('on'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
  "a promise that nobody keeps": "console.log('on'); await new Promise(() => {});",
};

const modes = process.platform === "win32" ? (["message"] as const) : (["message", "signal"] as const);

describe.each(modes)("an interrupt by %s", (interruptMode) => {
  const session = useKernel({ ...workbookKernel, interruptMode });

  /** Runs a cell and interrupts it as soon as it says "on". */
  const interrupted = (code: string) => {
    let isOn = false;
    return session.run(code, {
      onMessage: ({ header, content }) => {
        if (isOn || header.msg_type !== "stream" || !String(content.text).includes("on")) return;
        isOn = true;
        session.kernel.interrupt();
      },
    });
  };

  test.each(Object.keys(endless))("ends %s, and the kernel lives on", async (kind) => {
    const { reply, outputs } = await interrupted(endless[kind] ?? "");
    expect(reply.content).toMatchObject({
      status: "error",
      ename: "Interrupted",
      evalue: "the cell was interrupted",
    });
    expect(outputs.at(-1)).toMatchObject({ output_type: "error", ename: "Interrupted" });
    expect(result(await session.run("'alive'"))).toBe("'alive'");
  });

  test.runIf(process.platform !== "win32")("ends a program that a cell waits for", async () => {
    const { reply } = await interrupted(
      "console.log('on'); require('node:child_process').execSync('sleep 1000');",
    );
    expect(reply.content.status).toBe("error");
    // By signal the program is interrupted at the same moment, and the cell may be told of its end first.
    if (interruptMode === "message") expect(reply.content.ename).toBe("Interrupted");
    expect(result(await session.run("'alive'"))).toBe("'alive'");
  });

  test("says where the loop was, where it was in one", async () => {
    const { reply } = await interrupted("await null;\nconsole.log('on');\nfor (;;) Math.sqrt(2);");
    expect(String(reply.content.traceback)).toMatch(/Cell \[\d+\]:3:\d+/);
  });

  test("keeps what was declared before the loop", async () => {
    await session.run("let kept = 1");
    await interrupted("kept = 2; console.log('on'); while (true);");
    expect(result(await session.run("kept"))).toBe("2");
  });

  test("of an idle kernel does nothing", async () => {
    for (let i = 0; i < 3; i++) {
      await session.kernel.interrupt();
      await pause(20 * i);
      const { reply, outputs } = await session.run(`${i}`);
      expect(reply.content.status).toBe("ok");
      expect(outputs).toHaveLength(1);
    }
  });

  test("twice is once", async () => {
    const cell = session.run("while (true);");
    await Promise.all([session.kernel.interrupt(), session.kernel.interrupt()]);
    await pause(50);
    await session.kernel.interrupt();
    expect((await cell).reply.content.ename).toBe("Interrupted");
    expect(result(await session.run("'alive'"))).toBe("'alive'");
  });

  test("ends a loop that a cell left behind", async () => {
    await session.run("setTimeout(() => { while (true); }, 10)");
    await pause(50);
    await session.kernel.interrupt();
    expect(result(await session.run("'alive'"))).toBe("'alive'");
  });

  test("aborts the cells that wait", async () => {
    const [first, second] = [interrupted("console.log('on'); while (true);"), session.run("1")];
    expect((await first).reply.content.status).toBe("error");
    expect((await second).reply.content.status).toBe("aborted");
  });

  test("in the middle of an import leaves no half module behind", async () => {
    await session.run("(globalThis as any).isSlow = true");
    for (const file of ["source.ts", "node_modules/package/index.js"]) {
      mkdirSync(join(session.folder, dirname(file)), { recursive: true });
      writeFileSync(
        join(session.folder, file),
        "exports.first = 1; if (globalThis.isSlow) console.log('on'); while (globalThis.isSlow); exports.second = 2;",
      );
    }
    const sources = ["./source", "package"].map((from) => `const loaded = require("${from}"); loaded.second`);
    for (const source of sources) expect((await interrupted(source)).reply.content.ename).toBe("Interrupted");
    await session.run("(globalThis as any).isSlow = false");
    for (const source of sources) expect(result(await session.run(source))).toBe("2");
  });

  test("stops what the cell was doing: neither its loop nor its output goes on", async () => {
    await session.run("let rounds = 0; let ticks = 0;");
    const cell = await interrupted(
      "setInterval(() => { ticks++; console.log('tick'); }, 1);\n" +
        "for (;;) { rounds++; console.log('on'); await new Promise((r) => setTimeout(r, 1)); }",
    );
    const shown = printed(cell);
    await session.run("await new Promise((r) => setTimeout(r, 30)); const before = [rounds, ticks];");
    const after = await session.run(
      "await new Promise((r) => setTimeout(r, 30)); [rounds, ticks].join() === before.join()",
    );
    expect(result(after)).toBe("true");
    expect(printed(cell)).toBe(shown);
  });
});

describe("while a cell keeps the kernel busy", () => {
  const session = useKernel();

  test("its heart beats, control answers, and shell says who the kernel is", async () => {
    const cell = session.run("while (true);");
    expect(await session.kernel.heartbeat(timeout)).toBe(true);
    for (const channel of ["control", "shell"] as const) {
      const { reply } = await session.kernel.request(channel, "kernel_info_request", {}, { timeout });
      expect(reply.content.status).toBe("ok");
    }
    const history = { hist_access_type: "tail", n: 1, output: false, raw: true };
    const { reply } = await session.kernel.request("shell", "history_request", history, { timeout });
    expect(reply.content.history).toHaveLength(1);
    await session.kernel.interrupt();
    expect((await cell).reply.content.ename).toBe("Interrupted");
  });

  test("questions about code wait for its end", async () => {
    const cell = session.run("while (true);");
    const question = session.kernel.request("shell", "is_complete_request", { code: "{" }, { timeout });
    await session.kernel.interrupt();
    expect(types(await cell)).toContain("error");
    expect((await question).reply.content.status).toBe("incomplete");
  });
});
