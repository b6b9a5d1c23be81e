"use strict";
const { spawn } = require("node:child_process");
const readline = require("node:readline");

const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * Runs a program without a shell and returns its exit code and output. Meanwhile it shows the title, in a terminal
 * with the seconds that have passed.
 * @param {string} title
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions & { detail?: (line: string) => string | undefined }} options
 *   `detail` returns what a line of output adds to the title
 * @returns {Promise<{ code: number | null, output: string }>}
 * @throws if a signal interrupts it, after the program has been stopped
 */
function run(title, command, args, { detail, ...options }) {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  let more = "";
  const show = () => process.stderr.write(`\r\u001b[K${title} … ${seconds()} s${more}`);
  const live = process.stderr.isTTY ? setInterval(show, 500) : undefined;
  process.stderr.write(live ? `${title} …` : `${title} …\n`);

  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
    /** @type {NodeJS.Signals | undefined} */
    let stopped;
    const stop = (/** @type {NodeJS.Signals} */ signal) => {
      if (stopped) {
        child.kill("SIGKILL");
        return;
      }
      stopped = signal;
      // npm first undoes its work, which may take a while.
      process.stderr.write(`${live ? "\r\u001b[K" : ""}Stopping … Press Ctrl-C again to stop at once.\n`);
      child.kill(signal);
    };
    for (const signal of signals) process.on(signal, stop);
    const finish = () => {
      clearInterval(live);
      if (live) process.stderr.write(`\r\u001b[K${title} … ${seconds()} s\n`);
      for (const signal of signals) process.off(signal, stop);
    };
    let output = "";
    for (const input of [child.stdout, child.stderr])
      readline.createInterface({ input }).on("line", (line) => {
        output += `${line}\n`;
        const added = detail?.(line);
        if (added) more = ` (${added})`;
      });
    child.on("error", (error) => {
      finish();
      reject(error);
    });
    child.on("close", (code) => {
      finish();
      if (stopped) reject(new Error(`${title} was interrupted. Run the same command again to resume.`));
      else resolve({ code, output });
    });
  });
}

module.exports = { run };
