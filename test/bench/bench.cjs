"use strict";
// `npm run bench`: the kernel, then the engine; `--only kernel` or `--only engine` for one of them. Other
// flags go to the engine's part; `--quick` shortens both.
const { spawnSync } = require("node:child_process");
const path = require("node:path");

const flags = process.argv.slice(2);
const at = flags.indexOf("--only");
const only = at === -1 ? undefined : flags.splice(at, 2)[1];
const quick = flags.includes("--quick");

const parts = { kernel: quick ? ["--rounds", "2", "--cells", "200"] : [], engine: flags };
for (const [name, args] of Object.entries(parts)) {
  if (only !== undefined && only !== name) continue;
  const { status } = spawnSync(process.execPath, [path.join(__dirname, `${name}.cjs`), ...args], {
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}
