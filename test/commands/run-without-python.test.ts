import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, test } from "vitest";

const root = resolve(__dirname, "../..");

/** A clone on a machine without Python. */
const clone = mkdtempSync(join(tmpdir(), "no-python-"));
let child: ChildProcess | undefined;

afterAll(() => {
  child?.kill("SIGKILL");
  rmSync(clone, { recursive: true, force: true });
});

test("without Python, npm start says so in a sentence and serves the notebooks as a book", async () => {
  cpSync(join(root, "dist"), join(clone, "dist"), { recursive: true });
  for (const name of [
    "src",
    "notebooks",
    "node_modules",
    "package.json",
    "tsconfig.json",
    "README.md",
    ".binder",
  ])
    symlinkSync(join(root, name), join(clone, name), "junction");
  const started = spawn(process.execPath, [join(clone, "dist", "cli.js"), "lab", "--no-browser"], {
    env: { ...process.env, PATH: clone },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child = started;
  const lines: string[] = [];
  const url = await new Promise<string>((found, missing) => {
    for (const input of [started.stdout, started.stderr])
      createInterface({ input }).on("line", (line) => {
        lines.push(line);
        const address = /is open at (\S+)/.exec(line)?.[1];
        if (address) found(address);
      });
    started.on("exit", (code) => missing(new Error(`It ended with ${code}:\n${lines.join("\n")}`)));
  });
  expect(lines[0]).toMatch(
    /^JupyterLab needs Python 3\.9 or newer, but .* Until then, here are the notebooks as a book\.$/,
  );
  const page = await fetch(url);
  expect(page.headers.get("content-type")).toContain("text/html");
  expect(await page.text()).toContain("One autoencoder, nine questions");
  expect((await fetch(new URL("no-such-page.html", url))).status).toBe(404);
  expect((await fetch(new URL("/../package.json", url))).status).not.toBe(200);
  const exited = new Promise((done) => started.once("exit", done));
  started.kill("SIGTERM");
  // Vite may exit with either code.
  expect([0, 143]).toContain(await exited);
});
