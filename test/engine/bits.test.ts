import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { chromium } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, headlessFlags } from "../../src/commands/figures/chromium";
import { digest } from "./digest";

/** What `backend("blas")` returns and reports without the package koffi. */
const withoutBlas = [
  "wasm",
  "The optional package koffi, which calls OpenBLAS, is not installed: run npm install --include=optional. The engine uses its own arithmetic, wasm.",
];

/** The digest in every version of Node.js and every browser. */
const recorded = "36900 words, b0e90ee6";

it("gives the same bits for the same seed in every version of Node.js", () => {
  expect(digest()).toBe(recorded);
});

describe("the engine in a browser bundle", () => {
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

  it("gives the same bits in a worker thread, without any files", async () => {
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
  if (!executablePath) console.warn("No Chromium found: the engine is not tested in a browser.");

  it.skipIf(!executablePath)("gives the same bits in Chromium", async () => {
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
