// Loaded before the command: a disk that fails with this code after so many writes.
const fs = require("node:fs");
const { FAILING_DISK_CODE: code, FAILING_DISK_AFTER: after } = process.env;
let writes = 0;

for (const name of ["mkdirSync", "writeFileSync", "appendFileSync", "writeSync"]) {
  const real = Reflect.get(fs, name);
  const failing = (/** @type {unknown[]} */ ...args) => {
    if (writes++ >= Number(after)) throw Object.assign(new Error(`${code}: it fails, write`), { code });
    return Reflect.apply(real, fs, args);
  };
  Reflect.set(fs, name, failing);
}
