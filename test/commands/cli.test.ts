import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { version } from "../../package.json";
import { repository, temporary } from "../temporary";

const cli = join(repository, "dist", "cli.js");

function workbook(...args: string[]) {
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined };
  return spawnSync(process.execPath, [cli, ...args], { encoding: "utf8", env });
}

const commands = [
  ...["lab", "run", "answers", "check", "handout", "grade", "gradcheck", "experiment", "book", "bench"],
  "kernel",
];

describe("workbook", () => {
  test("lists its commands", () => {
    const { status, stdout } = workbook("--help");
    expect(status).toBe(0);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, "m"));
  });

  test.each(commands)("explains %s", (command) => {
    const { status, stdout } = workbook(command, "--help");
    expect(status).toBe(0);
    expect(stdout).toContain(`Usage: workbook ${command}`);
  });

  test("prints its version", () => {
    expect(workbook("--version").stdout).toBe(`${version}\n`);
  });

  test.each([
    [["gradchek"], "(Did you mean gradcheck?)"],
    [["kernel", "instal"], "(Did you mean install?)"],
    [["gradcheck", "--jsn"], "(Did you mean --json?)"],
    [["gradcheck", "--method", "magic"], "Allowed choices are central, richardson, complex."],
    [["gradcheck", "--hidden", "0"], "It must be a whole number from 1."],
    [["gradcheck", "--hidden", "4.5"], "It must be a whole number from 1."],
    [["gradcheck", "--fast", "--method", "complex"], "option '--fast' cannot be used with option '--method"],
    [["gradcheck", "--directions", "2", "--fast"], "cannot be used with option '--fast'"],
    [["gradcheck", "--directions", "0"], "It must be a whole number from 1 to 10000."],
    [["gradcheck", "--seed", "2000"], "It must be a whole number from 0 to 1796."],
    [["run", "--workers", "-1"], "It must be a whole number from 1."],
    [["answers", "z"], 'There is no part "z". The parts are a, b, c, d, e, f, g, h, i, dJ/db2'],
    [["check", "z", "x"], 'There is no part "z". The parts are a, b, c,'],
    [["check", "d"], "Give a part and an answer"],
    [["check", "d", "-y", "x"], "too many arguments"],
    [["check", "d", "x", "--stdin"], "come from standard input"],
    [["check", "b", "--jsn"], "There is no option --jsn."],
    [["bench", "--only", "engines"], "Allowed choices are kernel, engine."],
  ])("answers %j with what is wrong, and with exit code 2", (args, meant) => {
    const { status, stderr } = workbook(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(meant);
    expect(stderr).not.toContain("    at ");
  });

  test("prints an error as one plain sentence, with exit code 1", () => {
    const { status, stderr } = workbook("kernel", "install", "--prefix", cli);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^\S.* cannot be written \(\w+\)\. Choose another place with --user or --prefix\.\n$/,
    );
  });

  test.each([
    ["help", ["--help"], "commander", /mathjs|ohm-js|zeromq|tslab[\\/]dist|plotly\.js-dist|playwright-core/],
    ["judge", ["check", "d", "dJ/dz2 a1^T"], "ohm-js", /mathjs|zeromq|tslab[\\/]dist|plotly\.js-dist/],
  ])("loads only what it needs to %s", (_, args, needed, heavy) => {
    const folder = temporary({
      "loaded.cjs": 'process.on("exit", () => process.stderr.write(Object.keys(require.cache).join("\\n")));',
    });
    const { stderr } = spawnSync(process.execPath, ["-r", join(folder, "loaded.cjs"), cli, ...args], {
      encoding: "utf8",
    });
    const packages = stderr.split("\n").flatMap((file) => file.split(/node_modules[\\/]/)[1] ?? []);
    expect(packages.join("\n")).toContain(needed);
    expect(packages.filter((file) => new RegExp(`^(${heavy.source})[\\\\/]`).test(file))).toEqual([]);
  });

  test("exits without an error if the reader closes the pipe", () => {
    const script = `
      const { spawn } = require("node:child_process");
      const child = spawn(process.execPath, [${JSON.stringify(cli)}, "answers"], { stdio: ["ignore", "pipe", "inherit"] });
      child.stdout.destroy();
      child.on("exit", (code) => process.exit(code));`;
    const { status, stderr } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});

describe("workbook gradcheck", () => {
  test.each(["central", "richardson", "complex"])(
    "finds by the method %s that all eight derivatives agree",
    (method) => {
      const { status, stdout } = workbook("gradcheck", "--method", method, "--hidden", "2");
      expect(status).toBe(0);
      expect(stdout.match(/✓ agrees/g)).toHaveLength(8);
    },
  );

  test("checks every parameter of the engine with --fast, one row for each matrix", () => {
    const { status, stdout } = workbook("gradcheck", "--fast", "--hidden", "32");
    expect(status).toBe(0);
    expect(stdout).toContain("✓ All 4 gradients agree with central differences.");
    expect(stdout).toMatch(/∂J\/∂W1 +32×64/);
  });

  test("checks along random directions and says that this is a sample", () => {
    const { status, stdout } = workbook("gradcheck", "--directions", "3");
    expect(status).toBe(0);
    expect(stdout).toContain("a sample: 3 random directions of each parameter, not its every entry");
    const { guarantee } = JSON.parse(workbook("gradcheck", "--directions", "3", "--json").stdout);
    expect(guarantee).toMatch(/^a sample: 3 /);
  });

  test("prints JSON with --json", () => {
    const { rows, ok } = JSON.parse(workbook("gradcheck", "--json", "--hidden", "2").stdout);
    expect(ok).toBe(true);
    expect(rows.map((row: { name: string }) => row.name)).toContain("W2");
  });
});
