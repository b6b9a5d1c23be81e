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

/** The benchmarks are not part of the library. They are beside its tests. */
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

/** `workbook bench`: compares the kernel with plain tslab, then the engine with its peers. */
export function benchCommand(): Command {
  return new Command("bench")
    .description("compare the speed of the kernel and of the engine with their peers, as ratios of one run")
    .addOption(new Option("--only <what>", "measure only one of the two").choices(["kernel", "engine"]))
    .option("--quick", "measure fewer rounds and no large sizes")
    .option("--install", "first install the peers from npm: TensorFlow.js, ml-matrix, jax-js")
    .addOption(new Option("--rounds <n>", "number of rounds (default: 5)").argParser(wholeNumber(1, 1000)))
    .addOption(
      new Option("--milliseconds <n>", "time of each engine in a round (default: 300)").argParser(
        wholeNumber(1, 60_000),
      ),
    )
    .option("--json <file>", "also write the engine's results and a description of the machine to a file")
    .addHelpText(
      "after",
      `
NumPy and PyTorch are measured if Python has them. Set PYTHON to choose the Python. Missing peers are listed.

Example:
  workbook bench --only engine --install`,
    )
    .action(bench);
}
