"use strict";
const { spawn } = require("node:child_process");
const readline = require("node:readline");

const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * Runs a program to its end, without a shell, and keeps what it says. Meanwhile it tells what is under way:
 * with the seconds where a person is watching, in one plain line elsewhere.
 * @param {string} title
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions & { detail?: (line: string) => string | undefined }} options
 *   `detail` may read from a line of output what to add to the title
 * @returns {Promise<{ code: number | null, output: string }>}
 * @throws when a signal asks to stop: the program is stopped first, so that the next run meets no orphan
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
      // npm takes its work back first, which may last.
      process.stderr.write(`${live ? "\r\u001b[K" : ""}Stopping … Ctrl-C once more does not wait.\n`);
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
        const said = detail?.(line);
        if (said) more = ` (${said})`;
      });
    child.on("error", (error) => {
      finish();
      reject(error);
    });
    child.on("close", (code) => {
      finish();
      if (stopped) reject(new Error(`${title} was interrupted: run the same command again to go on.`));
      else resolve({ code, output });
    });
  });
}

module.exports = { run };
