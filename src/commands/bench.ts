import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { Command, Option } from "commander";
import { wholeNumber } from "./terminal";

interface Options {
  readonly only?: "kernel" | "engine";
  readonly quick?: boolean;
  readonly install?: boolean;
  readonly rounds?: number;
  readonly milliseconds?: number;
  readonly json?: string;
}

/** The measurements are no part of the library, and live beside its tests. */
const folder = resolve(__dirname, "..", "..", "test", "bench");

function measure(name: string, flags: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [join(folder, `${name}.cjs`), ...flags], {
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}

function bench({ only, quick, install, rounds, milliseconds, json }: Options): void {
  const times = rounds === undefined ? [] : ["--rounds", String(rounds)];
  if (only !== "engine") measure("kernel", [...(quick ? ["--rounds", "2", "--cells", "200"] : []), ...times]);
  if (only !== "kernel")
    measure("engine", [
      ...(quick ? ["--quick"] : []),
      ...(install ? ["--install"] : []),
      ...times,
      ...(milliseconds === undefined ? [] : ["--milliseconds", String(milliseconds)]),
      ...(json === undefined ? [] : ["--json", resolve(json)]),
    ]);
}

/** `workbook bench`: the kernel beside plain tslab, then the engine beside its peers. */
export function benchCommand(): Command {
  return new Command("bench")
    .description("measure the kernel and the engine beside their peers, in turns, as ratios")
    .addOption(new Option("--only <what>", "one of the two").choices(["kernel", "engine"]))
    .option("--quick", "fewer rounds and no large sizes")
    .option("--install", "bring the peers that npm has: TensorFlow.js, ml-matrix, jax-js")
    .addOption(new Option("--rounds <n>", "how many turns, 5 unless given").argParser(wholeNumber(1, 1000)))
    .addOption(
      new Option("--milliseconds <n>", "how long an engine steps in a turn, 300 unless given").argParser(
        wholeNumber(1, 60_000),
      ),
    )
    .option("--json <file>", "write the engine's numbers there too, with the machine's description")
    .addHelpText(
      "after",
      `
NumPy and PyTorch are measured where a Python has them; PYTHON may name it. Who is missing is named.

Example:
  workbook bench --only engine --install`,
    )
    .action(bench);
}
