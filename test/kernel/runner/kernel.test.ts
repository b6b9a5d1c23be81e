import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainKernel } from "../../../src/kernel/kernelspec";
import { freePorts } from "../../../src/kernel/runner/connection";
import { type ReadyKernel, startKernel } from "../../../src/kernel/runner/start";

// A place of our own for connection files: other tests start kernels meanwhile.
const folder = mkdtempSync(join(tmpdir(), "client-test-"));
for (const name of ["TMPDIR", "TEMP"]) process.env[name] = folder; // on Windows it is TEMP
afterAll(() => rmSync(folder, { recursive: true }));

/** The folders of connection files. */
const connections = () => readdirSync(folder).filter((name) => name.startsWith("kernel-"));

// Against plain tslab: the client must hold whatever our own kernel does.
describe("a client of a real kernel", () => {
  let kernel: ReadyKernel;

  beforeAll(async () => {
    kernel = await startKernel(plainKernel);
  });

  afterAll(() => kernel.shutdown());

  test("is ready with what the kernel says about itself", () => {
    expect(kernel.info).toMatchObject({ implementation: "tslab", protocol_version: "5.3" });
  });

  test.skipIf(process.platform === "win32")("keeps the connection file to its user", async () => {
    const modes = `const { dirname } = require("node:path");
      const mode = (place) => (require("node:fs").statSync(place).mode & 0o777).toString(8);
      const [file] = process.argv.slice(-1);
      console.error(mode(file), mode(dirname(file)));`;
    const argv = [process.execPath, "-e", modes, "{connection_file}"];
    await expect(startKernel({ argv, interruptMode: "signal" })).rejects.toThrow(": 600 700");
  });

  test("leaves nothing in the temporary folder as soon as the kernel is ready", () => {
    expect(connections()).toEqual([]);
  });

  test("folds what a cell prints into one stream", async () => {
    const { reply, outputs } = await kernel.execute(
      "console.log('a'); console.log('b'); console.error('c');",
    );
    expect(reply.content).toMatchObject({ status: "ok" });
    expect(outputs).toEqual([
      { output_type: "stream", name: "stdout", text: "a\nb\n" },
      { output_type: "stream", name: "stderr", text: "c\n" },
    ]);
  });

  test("an execution is over only when the kernel is idle again", async () => {
    const { messages } = await kernel.execute("1");
    expect(messages.map(({ header }) => header.msg_type)).toContain("execute_reply");
    expect(
      messages
        .filter(({ header }) => header.msg_type === "status")
        .map(({ content }) => content.execution_state),
    ).toEqual(["busy", "idle"]);
  });

  test("two cells sent at once keep their outputs apart", async () => {
    const [first, second] = await Promise.all([
      kernel.execute("await new Promise((f) => setTimeout(f, 20)); console.log('first')"),
      kernel.execute("console.log('second')"),
    ]);
    expect(first.outputs).toMatchObject([{ text: "first\n" }]);
    expect(second.outputs).toMatchObject([{ text: "second\n" }]);
  });

  test("a later cell updates the display of an earlier one", async () => {
    const first = await kernel.execute(
      "import * as tslab from 'tslab'; const d = tslab.newDisplay(); d.text('old');",
    );
    expect(first.outputs).toMatchObject([{ data: { "text/plain": "old" } }]);
    await kernel.execute("d.text('new');");
    expect(first.outputs).toMatchObject([{ data: { "text/plain": "new" } }]);
  });

  test("asks on shell and on control", async () => {
    const { reply } = await kernel.request("shell", "is_complete_request", { code: "if (true) {" });
    expect(reply.content).toMatchObject({ status: "incomplete" });
    expect((await kernel.request("control", "kernel_info_request")).reply.content).toMatchObject({
      banner: "TypeScript",
    });
  });

  test("hears the kernel's heart", async () => {
    expect(await kernel.heartbeat()).toBe(true);
  });

  test("says so when an answer takes too long, and goes on", async () => {
    const late = kernel.execute("await new Promise((f) => setTimeout(f, 200))", { timeout: 50 });
    await expect(late).rejects.toThrow("The kernel did not answer the execute_request within 50 ms.");
    expect((await kernel.execute("console.log(1)")).outputs).toMatchObject([{ text: "1\n" }]);
  });

  test("interrupts a loop", async () => {
    const endless = kernel.execute("console.log('on'); while (true) {}", {
      onMessage: ({ header }) => {
        if (header.msg_type === "stream") kernel.interrupt();
      },
    });
    expect((await endless).reply.content.status).toBe("error");
  });
});

describe("the end of a kernel", () => {
  test("shutting down ends the process and leaves nothing behind", async () => {
    const kernel = await startKernel(plainKernel);
    await kernel.shutdown();
    expect(await kernel.process.ended).toMatch(/ended/);
    await expect(kernel.execute("1")).rejects.toThrow("The kernel ended");
    expect(connections()).toEqual([]);
  });

  test("a kernel that dies in a cell fails that cell", async () => {
    const kernel = await startKernel(plainKernel);
    await expect(kernel.execute("process.exit(3)")).rejects.toThrow("The kernel ended (exit code 3)");
  });

  test("a program that ends before it is ready is quoted", async () => {
    const command = {
      argv: [process.execPath, "-e", "console.error('no such thing')"],
      interruptMode: "signal",
    } as const;
    await expect(startKernel(command)).rejects.toThrow("The kernel ended (exit code 0): no such thing.");
  });

  test("a program that cannot be started is named", async () => {
    const command = { argv: ["no-such-program"], interruptMode: "signal" } as const;
    await expect(startKernel(command)).rejects.toThrow("could not be started: spawn no-such-program ENOENT");
  });

  test("a kernel whose port was taken is started on others", async () => {
    const squatter = createServer();
    const [taken = 0, ...others] = await freePorts(5);
    await new Promise<void>((resolve) => squatter.listen(taken, "127.0.0.1", resolve));
    let asked = 0;
    const ports = () => (asked++ === 0 ? Promise.resolve([taken, ...others]) : freePorts(5));
    const kernel = await startKernel(plainKernel, { ports });
    expect(asked).toBe(2);
    await kernel.shutdown();
    squatter.close();
  });
});
