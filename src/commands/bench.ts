import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { Command, Option } from "commander";
import { wholeNumber } from "./terminal";

interface Options {
  readonly only?: "kernel" | "engine";
  readonly quick?: true;
  readonly install?: true;
  readonly rounds?: number;
  readonly milliseconds?: number;
  readonly json?: string;
}

/** The benchmarks are not part of the library. They are beside its tests. */
const folder = resolve(__dirname, "..", "..", "test", "bench");

function measure(name: string, options: Readonly<Record<string, string | number | true | undefined>>): void {
  const flags = Object.entries(options).flatMap(([flag, value]) =>
    value === undefined ? [] : value === true ? [`--${flag}`] : [`--${flag}`, String(value)],
  );
  const program = [join(folder, `${name}.cjs`), ...flags];
  const { status } = spawnSync(process.execPath, program, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

function bench({ only, quick, install, rounds, milliseconds, json }: Options): void {
  const few = quick && { rounds: 2, cells: 200 };
  if (only !== "engine") measure("kernel", { ...few, ...(rounds !== undefined && { rounds }) });
  if (only !== "kernel")
    measure("engine", { quick, install, rounds, milliseconds, json: json && resolve(json) });
}

/** `workbook bench`: compares the kernel with plain tslab, then the engine with its peers. */
export function benchCommand(): Command {
  return new Command("bench")
    .description("measure how fast the kernel and the engine are, compared with their peers")
    .addOption(
      new Option("--only <what>", "measure only the kernel or only the engine").choices(["kernel", "engine"]),
    )
    .option("--quick", "run fewer rounds and skip large sizes")
    .option("--install", "install the peers from npm first: TensorFlow.js, ml-matrix, jax-js")
    .addOption(new Option("--rounds <n>", "number of rounds (default: 5)").argParser(wholeNumber(1, 1000)))
    .addOption(
      new Option("--milliseconds <n>", "milliseconds for each engine in a round (default: 300)").argParser(
        wholeNumber(1, 60_000),
      ),
    )
    .option("--json <file>", "also write the engine's results and a description of your machine to a file")
    .addHelpText(
      "after",
      `
NumPy and PyTorch take part if Python has them. Set PYTHON to choose another Python. Missing peers are listed.

Example:
  workbook bench --only engine --install`,
    )
    .action(bench);
}
