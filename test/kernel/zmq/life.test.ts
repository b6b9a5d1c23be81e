import { spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { Dealer } from "zeromq";
import { workbookKernel } from "../../../src/kernel/kernelspec";
import { connectionFile, connectionOn, freePorts } from "../../../src/kernel/runner/connection";
import { framesOf, message, messageFrom } from "../../../src/kernel/runner/message";
import { KernelProcess } from "../../../src/kernel/runner/process";
import { startKernel } from "../../../src/kernel/runner/start";
import { result, timeout } from "../kernel-fixture";

const folder = mkdtempSync(join(tmpdir(), "life-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** How a kernel on these ports is started, and how it is reached frame by frame. */
async function bareKernel(key: string = randomUUID()) {
  const connection = { ...connectionOn(await freePorts(5)), key };
  const { file, remove } = connectionFile(connection);
  const argv = workbookKernel.argv.map((argument) => argument.replace("{connection_file}", file));
  const shell = new Dealer({ linger: 0, receiveTimeout: timeout });
  shell.connect(`tcp://${connection.ip}:${connection.shell_port}`);
  return { connection, argv, shell, remove };
}

/** The frames of a request, signed. */
const request = (key: string, type: string, content = {}) => framesOf(key, message("test", type, content));
/** Replaces the frame at `index` and signs what results. */
function torn(key: string, index: number, frame: string, type = "kernel_info_request"): Buffer[] {
  const frames = request(key, type);
  frames[index] = Buffer.from(frame);
  const hmac = createHmac("sha256", key);
  for (const part of frames.slice(2)) hmac.update(part);
  frames[1] = Buffer.from(hmac.digest("hex"));
  return frames;
}

test("messages that are torn, incomplete or not signed are passed over", async () => {
  const { connection, argv, shell, remove } = await bareKernel();
  const kernel = new KernelProcess(argv, folder, process.env);
  const { key } = connection;
  const whole = request(key, "kernel_info_request");
  const wrong: (Buffer | string)[][] = [
    [],
    [""],
    ["no delimiter"],
    ["<IDS|MSG>"],
    whole.slice(0, 5),
    request("another key", "shutdown_request"),
    [...whole.slice(0, 1), "", ...whole.slice(2)],
    torn(key, 2, "{"),
    torn(key, 2, "[]"),
    torn(key, 2, "null"),
    torn(key, 2, '{"msg_id":1}'),
    torn(key, 4, "\xff"),
    torn(key, 5, '{"code":'),
    torn(key, 5, `{"comm_id":"deep","data":${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}}`, "comm_msg"),
    request(key, "no_such_request"),
    request(key, "execute_reply"),
  ];
  for (const frames of wrong) await shell.send(frames.length === 0 ? [""] : frames);
  const asked = request(key, "kernel_info_request");
  await shell.send(asked);
  const reply = messageFrom(key, await shell.receive());
  expect(reply.header.msg_type).toBe("kernel_info_reply");
  expect(reply.parent_header).toEqual(JSON.parse(String(asked[2])));
  expect(kernel.log.match(/was ignored/g)?.length).toBeGreaterThanOrEqual(wrong.length - 1);
  await shell.send(request(key, "shutdown_request", { restart: false }));
  expect(messageFrom(key, await shell.receive()).content).toEqual({ status: "ok", restart: false });
  expect(await kernel.ended).toBe("ended (exit code 0)");
  shell.close();
  remove();
});

test("without a key nothing is signed, and everything is taken", async () => {
  const { argv, shell, remove } = await bareKernel("");
  const kernel = new KernelProcess(argv, folder, process.env);
  const frames = request("whatever", "kernel_info_request");
  frames[1] = Buffer.from("");
  await shell.send(frames);
  const [, signature] = await shell.receive();
  expect(String(signature)).toBe("");
  shell.close();
  remove();
  kernel.signal("SIGKILL");
  await kernel.ended;
});

test("a port that is taken ends the kernel with a word", async () => {
  const { connection, argv, shell, remove } = await bareKernel();
  const other = createServer().listen(connection.iopub_port, connection.ip);
  await once(other, "listening");
  const kernel = new KernelProcess(argv, folder, process.env);
  expect(await kernel.ended).toBe("ended (exit code 1)");
  expect(kernel.log).toMatch(/The kernel cannot listen: Address already in use/);
  other.close();
  shell.close();
  remove();
});

test("without a connection file the kernel says what it needs", async () => {
  const kernel = new KernelProcess(workbookKernel.argv.slice(0, -1), folder, process.env);
  expect(await kernel.ended).toBe("ended (exit code 1)");
  expect(kernel.log).toMatch(/node main\.js CONNECTION_FILE/);
});

describe("a shutdown", () => {
  test.each([
    ["an idle kernel", ""],
    ["a kernel that awaits", "console.log('on'); await new Promise(() => {});"],
    ["a busy kernel", "console.log('on'); while (true);"],
    ["a kernel that catches", "console.log('on'); for (;;) try { while (true); } catch {}"],
  ])("of %s is answered and ends the process", async (_, code) => {
    const kernel = await startKernel(workbookKernel, { cwd: folder });
    if (code !== "") {
      await new Promise<void>((resolve) => {
        const onMessage = ({ header }: { header: { msg_type: string } }) => {
          if (header.msg_type === "stream") resolve();
        };
        kernel.execute(code, { onMessage }).catch(() => {});
      });
    }
    const told: unknown[] = [];
    kernel.onMessage((channel, { header, content }) => {
      if (header.msg_type === "shutdown_reply") told.push([channel, content]);
    });
    await kernel.request("control", "shutdown_request", { restart: true }, { timeout });
    // With what code it does not matter: one that takes too long, on a busy machine, is ended by force.
    await kernel.process.ended;
    expect(kernel.process.log).toBe("");
    expect(told).toContainEqual(["control", { status: "ok", restart: true }]);
    expect(told).toContainEqual(["iopub", { status: "ok", restart: true }]);
  });
});

test.skipIf(process.platform === "win32")(
  "a kernel does not outlive the Jupyter that started it",
  async () => {
    const { argv, shell, connection, remove } = await bareKernel();
    // A parent that starts the kernel and stays, so that it can be killed.
    const parent = join(folder, "parent.cjs");
    const [command, ...args] = argv;
    writeFileSync(
      parent,
      `const { spawn } = require("node:child_process");
     const env = { ...process.env, JPY_PARENT_PID: String(process.pid) };
     const kernel = spawn(${JSON.stringify(command)}, ${JSON.stringify(args)}, { env, stdio: "ignore" });
     console.log(kernel.pid); setInterval(() => {}, 1000);`,
    );
    const jupyter = spawn(process.execPath, [parent], { stdio: ["ignore", "pipe", "inherit"] });
    const [pid] = await once(jupyter.stdout, "data");
    await shell.send(request(connection.key, "kernel_info_request"));
    await shell.receive();
    jupyter.kill("SIGKILL");
    const isAlive = () => {
      try {
        return process.kill(Number(pid), 0);
      } catch {
        return false;
      }
    };
    const deadline = Date.now() + timeout;
    while (isAlive() && Date.now() < deadline) await pause(50);
    expect(isAlive()).toBe(false);
    shell.close();
    remove();
  },
);

test("the kernel is ready before TypeScript is loaded, and a cell waits for it", async () => {
  const go = join(folder, "go");
  // Loading TypeScript takes as long as there is no such file.
  const slow = join(folder, "slow.cjs");
  writeFileSync(
    slow,
    `const Module = require("node:module");
    const { existsSync } = require("node:fs");
    const load = Module._load;
    Module._load = function (request, ...rest) {
      if (request.endsWith("typescript-for-tslab"))
        while (!existsSync(${JSON.stringify(go)})) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
      return load.call(this, request, ...rest);
    };`,
  );
  const env = { ...process.env, NODE_OPTIONS: `--require "${slow.replaceAll("\\", "/")}"` };
  const kernel = await startKernel(workbookKernel, { cwd: folder, env });
  let isDone = false;
  const cell = kernel.execute("1 + 1").finally(() => {
    isDone = true;
  });
  expect(await kernel.heartbeat(timeout)).toBe(true);
  await kernel.request("control", "kernel_info_request", {}, { timeout });
  expect(isDone).toBe(false);
  writeFileSync(go, "");
  expect(result(await cell)).toBe("2");
  await kernel.shutdown();
});

test("a cell that wants to end the process fails, at once or late, and the kernel lives on", async () => {
  const kernel = await startKernel(workbookKernel, { cwd: folder });
  await kernel.execute("const kept = 1");
  const { reply } = await kernel.execute("process.exit(3); kept", { stopOnError: false });
  expect(reply.content).toMatchObject({ status: "error", ename: "ExitRefused" });
  expect(reply.content.evalue).toMatch(/^process\.exit\(3\) would end the whole kernel/);
  const late = await kernel.execute(
    "setTimeout(() => process.exit(), 5); await new Promise((r) => setTimeout(r, 50))",
  );
  expect(JSON.stringify(late.outputs)).toContain("ExitRefused");
  expect(result(await kernel.execute("kept"))).toBe("1");
  await kernel.shutdown();
});

test("a cell that replaces what the kernel itself may use gets its answer, and so does the next", async () => {
  const kernel = await startKernel(workbookKernel, { cwd: folder });
  for (const name of [
    "globalThis.process",
    "globalThis.console",
    "globalThis.setTimeout",
    "JSON.stringify",
  ]) {
    const code = `(${name} as unknown) = () => { throw new Error("no more"); }; 1`;
    const { outputs } = await kernel.execute(code, { timeout });
    expect(outputs).toMatchObject([{ data: { "text/plain": "1" } }]);
  }
  // The compiler, too, needs what is gone, and says so.
  const { reply } = await kernel.execute("2", { timeout });
  expect(reply.content).toMatchObject({ status: "error", evalue: "no more" });
  await kernel.shutdown();
});

test("a thousand cells in a row leave less than 10 MB behind after the first hundred", {
  timeout: 180_000,
}, async () => {
  const [node = "", ...rest] = workbookKernel.argv;
  const kernel = await startKernel(
    { ...workbookKernel, argv: [node, "--expose-gc", ...rest] },
    { cwd: folder },
  );
  const cells = [
    "let sum = 0; for (const x of [1, 2, 3]) sum += x; sum",
    "console.log(sum); setTimeout(() => console.log('late'), 1); undefined",
    "await Promise.resolve({ sum })",
    "jupyter.display({ [Symbol.for('Jupyter.display')]: async () => ({ 'text/html': '<b>b</b>' }) }).update(sum)",
    "throw new Error('on purpose')",
    "const wrong: string = sum",
    "jupyter.comms.open('brief').close()",
  ];
  const runMany = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, i) =>
        kernel.execute(cells[i % cells.length] ?? "", { stopOnError: false }),
      ),
    );
  const heapUsed = async () => {
    const collect = "(globalThis as unknown as { gc(): void }).gc();";
    const code = `${collect} await new Promise((r) => setTimeout(r, 50)); ${collect} process.memoryUsage().heapUsed`;
    return Number(result(await kernel.execute(code)));
  };
  await runMany(100);
  const before = await heapUsed();
  await runMany(900);
  expect((await heapUsed()) - before).toBeLessThan(10e6);
  await kernel.shutdown();
});
