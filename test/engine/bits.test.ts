import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { chromium } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, headlessFlags } from "../../src/commands/figures/chromium";
import { digest } from "./digest";

/** What `backend("blas")` comes to where the package that calls libraries is not to be had. */
const withoutBlas = [
  "wasm",
  "The optional package koffi, which calls OpenBLAS, is not installed: run npm install --include=optional. The engine uses its own arithmetic, wasm.",
];

/** What every Node.js and every browser must come to; `npm test` runs in Node.js 20, 22 and 24. */
const recorded = "36900 words, b0e90ee6";

it("the same seed gives the same bits in this Node.js as in all others", () => {
  expect(digest()).toBe(recorded);
});

describe("bundled for a browser", () => {
  let script = "";
  const folder = mkdtempSync(join(tmpdir(), "engine-"));

  beforeAll(async () => {
    const entry = join(__dirname, "digest.ts");
    const output = await build({
      configFile: false,
      logLevel: "silent",
      build: { write: false, minify: false, lib: { entry, formats: ["iife"], name: "engine" } },
    });
    const [bundle] = Array.isArray(output) ? output : [output];
    const [chunk] = bundle && "output" in bundle ? bundle.output : [];
    script = chunk?.type === "chunk" ? chunk.code : "";
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it("the same in a worker thread, without a file to look up", async () => {
    const file = join(folder, "digest.cjs");
    const report =
      'require("node:worker_threads").parentPort.postMessage([globalThis.engineDigest(), globalThis.engineBlas()]);';
    writeFileSync(file, `${script}\n${report}`);
    const worker = new Worker(file);
    const seen = await new Promise((done, failed) => {
      worker.once("message", done).once("error", failed);
    });
    expect(seen).toEqual([recorded, withoutBlas]);
  });

  const executablePath = findChromium();
  if (!executablePath) console.warn("No Chromium found: the engine's bits are not compared in a browser.");

  it.skipIf(!executablePath)("the same in Chromium", async () => {
    const browser = await chromium.launch({ executablePath, args: headlessFlags });
    try {
      const page = await browser.newPage();
      await page.addScriptTag({ content: script });
      expect(await page.evaluate("[engineDigest(), engineBlas()]")).toEqual([recorded, withoutBlas]);
    } finally {
      await browser.close();
    }
  });
});
