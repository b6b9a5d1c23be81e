"use strict";
// `npm run bench`: one step of the exam's network with every installed peer. Each runs in its own warmed
// process; every round measures all of them in random order, so a busy machine slows all alike.
const { execFileSync, spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const readline = require("node:readline");
const { parseArgs } = require("node:util");
const { cache } = require("./peers/others.cjs");
const { own } = require("./own.cjs");

const { values } = parseArgs({
  options: {
    rounds: { type: "string" },
    milliseconds: { type: "string" },
    quick: { type: "boolean", default: false },
    install: { type: "boolean", default: false },
    json: { type: "string" },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 2 : 5));
const milliseconds = Number(values.milliseconds ?? (values.quick ? 40 : 300));

const packages = ["@tensorflow/tfjs-core", "@tensorflow/tfjs-backend-wasm", "ml-matrix", "@jax-js/jax"];
/** The limit for `wasm`, measured in the same rounds; it computes no loss. */
const limit = "SIMD limit";
const inNode = ["wasm", "blas", limit, "mathjs", "typed arrays", "ml-matrix", "tfjs-wasm", "jax-js"];
const inPython = ["numpy", "torch f64", "torch f32"];
const float32 = ["tfjs-wasm", "jax-js", "torch f32"];
const names = [...inNode, ...inPython];

const all = [
  [64, 16, 1],
  [64, 32, 1],
  [64, 640, 1],
  [64, 32, 32],
  [64, 640, 32],
  [64, 640, 256],
  [784, 196, 100],
].map(([d = 0, m = 0, B = 0]) => ({ d, m, B }));
const sizes = values.quick ? all.filter(({ d, m }) => d * m < 10_000) : all;

/** @typedef {{ losses: (number | null)[], perSecond: number } | { missing: string }} Answer */

/** The pairs that are compared, with the target of their ratio. */
const targets = [
  ...sizes.map((size) => ({
    size,
    of: "wasm",
    against: ["mathjs"],
    wanted: size.B === 1 ? (size.m <= 32 ? 200 : 50) : size.m <= 32 ? 70 : 50,
  })),
  ...sizes.flatMap((size) => [
    { size, of: "wasm", against: ["typed arrays"], wanted: 6 },
    { size, of: "wasm", against: ["tfjs-wasm"], wanted: 5 },
    { size, of: "wasm", against: ["jax-js"], wanted: 1.5 },
    { size, of: "blas", against: ["numpy", "torch f64"], wanted: 1.05 },
  ]),
  ...sizes
    .filter(({ B }) => B === 1)
    .map((size) => ({ size, of: "wasm", against: ["numpy"], wanted: size.m <= 32 ? 15 : 5 })),
  ...sizes
    .filter(({ m, B }) => m === 32 && B === 32)
    .map((size) => ({ size, of: "wasm", against: ["numpy"], wanted: 1 })),
  ...sizes
    .filter(({ m, B }) => m === 640 && B > 1)
    .map((size) => ({ size, of: "wasm", against: [limit], wanted: 0.8 })),
];

/** A Python with NumPy: the one in PYTHON, the workbook's, or the system's. */
function python() {
  const own = path.join(
    __dirname,
    "..",
    "..",
    ".venv",
    process.platform === "win32" ? "Scripts/python.exe" : "bin/python",
  );
  return [process.env.PYTHON, own, "python3", "python"].find((command) => {
    try {
      if (command) execFileSync(command, ["-c", "import numpy"], { stdio: "ignore" });
      return Boolean(command);
    } catch {
      return false;
    }
  });
}

/** A process that answers each line with a line. A peer that ends counts as missing. */
class Peer {
  /** @param {string} name @param {string} command @param {string[]} args */
  constructor(name, command, args) {
    this.name = name;
    this.child = spawn(command, args, {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" },
    });
    this.said = "";
    this.child.stderr.on("data", (data) => {
      this.said += data;
    });
    this.child.stdin.on("error", () => {});
    this.lines = readline.createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  /** @param {object} question @returns {Promise<Answer>} */
  async ask(question) {
    this.child.stdin.write(`${JSON.stringify(question)}\n`);
    // Some libraries print a greeting to the same stream.
    for (;;) {
      const { value, done } = await this.lines.next();
      if (done) return { missing: this.said.trim().split("\n").at(-1) || "it ended" };
      if (value.startsWith("{")) return JSON.parse(value);
    }
  }

  end() {
    this.child.stdin.end();
  }
}

/** @returns {Peer[]} */
function start() {
  const folder = path.join(__dirname, "peers");
  const peers = inNode.map((name) => new Peer(name, process.execPath, [path.join(folder, "node.cjs"), name]));
  const command = python();
  for (const name of command ? inPython : [])
    peers.push(new Peer(name, /** @type {string} */ (command), [path.join(folder, "python.py"), name]));
  return peers;
}

/** @param {number[]} numbers */
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/** @template T @param {readonly T[]} list @returns {T[]} */
const shuffled = (list) =>
  list
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

const title = (/** @type {{ d: number, m: number, B: number }} */ { d, m, B }) => `${d},${m},${B}`;
const progress = (/** @type {string} */ text) =>
  process.stderr.isTTY && process.stderr.write(`\r\x1b[2K${text}`);

/**
 * Checks the first losses against the specification, within the precision of float32.
 * @param {string} name @param {(number | null)[]} losses @param {(number | null)[]} expected
 */
function requireLosses(name, losses, expected) {
  const tolerance = float32.includes(name) ? 1e-4 : 1e-10;
  losses.forEach((loss, k) => {
    const wanted = expected[k] ?? Number.NaN;
    if (!(Math.abs((loss ?? Number.NaN) - wanted) <= tolerance * wanted))
      throw new Error(`${name} computes something else: its losses are ${losses}, expected ${expected}.`);
  });
}

/** @returns {Promise<{ speeds: Record<string, Record<string, number>>, missing: Record<string, string> }>} */
async function measure() {
  const withPython = python() !== undefined;
  /** @type {Record<string, string>} */
  const missing = Object.fromEntries(
    (withPython ? [] : inPython).map((name) => [name, "no Python with NumPy was found; PYTHON may name one"]),
  );
  /** @type {Record<string, Record<string, number>>} */
  const speeds = {};
  for (const size of sizes) {
    // New processes for each size, since code optimised for one size may be slow for another.
    const peers = start();
    /** @type {Record<string, number[]>} */
    const times = {};
    /** @type {(number | null)[]} */
    let expected = [];
    for (let round = 0; round <= rounds; round++)
      for (const peer of round === 0 ? peers : shuffled(peers)) {
        if (missing[peer.name]) continue;
        progress(
          `${title(size)}, ${round === 0 ? "warming" : `round ${round} of ${rounds}`}, ${peer.name} … `,
        );
        const answer = await peer.ask({ ...size, milliseconds });
        if ("missing" in answer) missing[peer.name] = answer.missing;
        else if (round > 0) times[peer.name] = [...(times[peer.name] ?? []), answer.perSecond];
        else {
          if (peer.name === "wasm") expected = answer.losses;
          if (peer.name !== limit) requireLosses(peer.name, answer.losses, expected);
        }
      }
    for (const peer of peers) peer.end();
    speeds[title(size)] = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
  }
  return { speeds, missing };
}

/** @param {string[]} cells */
const row = ([first = "", ...cells]) =>
  console.log(first.padEnd(28) + cells.map((cell) => cell.padStart(13)).join(""));
const short = (/** @type {number | undefined} */ x) =>
  x === undefined ? "–" : x >= 1000 ? Math.round(x).toLocaleString("en") : x.toPrecision(3);

/** @param {Record<string, Record<string, number>>} speeds */
function ratios(speeds) {
  return targets.flatMap(({ size, of, against, wanted }) => {
    const here = speeds[title(size)] ?? {};
    const best = Math.max(...against.map((name) => here[name] ?? 0));
    const speed = here[of];
    if (!speed || best === 0) return [];
    const ratio = speed / best;
    return [
      {
        what: `${of} against ${against.join(" and ")}, ${title(size)}`,
        measured: ratio,
        wanted,
        reached: ratio >= wanted,
      },
    ];
  });
}

async function main() {
  if (values.install) {
    fs.mkdirSync(cache, { recursive: true });
    fs.writeFileSync(path.join(cache, "package.json"), "{}");
    execFileSync("npm", ["install", "--no-audit", "--no-fund", ...packages], {
      cwd: cache,
      stdio: "inherit",
      shell: process.platform === "win32",
    });
  }
  const { speeds, missing } = await measure();
  progress("the engine alone … ");
  const alone = await own({
    quick: values.quick,
    python: missing["torch f64"] ? undefined : python(),
  });
  progress("");
  const [cpu] = os.cpus();
  const machine = {
    processor: cpu?.model,
    cores: os.cpus().length,
    node: process.versions.node,
    system: `${os.type()} ${os.release()}`,
    load: os.loadavg(),
  };
  console.log(
    `Node ${machine.node}, ${machine.processor}; steps per second, medians of ${rounds} rounds in random order; f32: ${float32.join(", ")}`,
  );
  row(["d,m,B", ...names]);
  for (const [size, of] of Object.entries(speeds)) row([size, ...names.map((name) => short(of[name]))]);
  for (const [name, why] of Object.entries(missing)) console.log(`missing: ${name} (${why})`);
  if (Object.keys(missing).some((name) => ["ml-matrix", "tfjs-wasm", "jax-js"].includes(name)))
    console.log("`npm run bench -- --install` installs the peers that are on npm.");
  const judged = [...ratios(speeds), ...alone];
  console.log("\nratios");
  for (const { what, measured, wanted, reached } of judged)
    console.log(
      `${reached ? "✓" : "✗"} ${what.padEnd(62)} ${short(measured).padStart(8)}   target ${wanted}`,
    );
  if (values.json)
    fs.writeFileSync(
      values.json,
      `${JSON.stringify({ machine, rounds, milliseconds, speeds, missing, ratios: judged }, null, 2)}\n`,
    );
}

main();
