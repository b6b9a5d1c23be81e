import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

/** The keys that importing the library adds to the prototype of mathjs's matrices, in a separate process. */
function addedKeys(globals = ""): string {
  const code = `
    const { matrix } = require("mathjs");
    const keys = () => Reflect.ownKeys(matrix([[1, 2]]).constructor.prototype);
    const before = keys();
    ${globals}
    require("./dist/index.js");
    console.log(keys().filter((key) => !before.includes(key)).map(String).join());
  `;
  const options = { cwd: join(__dirname, "../.."), encoding: "utf8" } as const;
  return execFileSync(process.execPath, ["-e", code], options).trim();
}

it("importing the library in a plain program leaves mathjs's prototypes alone", () => {
  expect(addedKeys()).toBe("");
});

it.each(["globalThis.jupyter = { display() {} };", "globalThis.__tslab__ = {};"])(
  "importing it in a notebook, with %s, registers how matrices are displayed and printed",
  (globals) => {
    expect(addedKeys(globals)).toBe("Symbol(Jupyter.display),Symbol(nodejs.util.inspect.custom)");
  },
);
