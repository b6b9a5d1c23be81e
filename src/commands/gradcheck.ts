import { Command, Option } from "commander";
import type { Method } from "../calculus/numerical-gradient";
import { wholeNumber } from "./numbers";

interface Options {
  readonly method: Method;
  readonly hidden: number;
  readonly seed: number;
  readonly json?: boolean;
}

/** Checks all eight partials of a random network on one digit, and prints them a row each. */
async function gradcheck({ method, hidden, seed, json }: Options): Promise<boolean> {
  const { checkGradients, digit, random, randomAutoencoder, sigmoid } = await import("../index.js");
  const net = randomAutoencoder({
    d: 64,
    m: hidden,
    f1: sigmoid,
    f2: sigmoid,
    random: random(seed),
  });
  const x = digit(seed);
  const check = checkGradients(net, x, x, { method });
  console.log(json ? JSON.stringify(check, null, 2) : check);
  return check.ok;
}

/** `workbook gradcheck`: the backward pass held against measured derivatives. */
export function gradcheckCommand(): Command {
  return new Command("gradcheck")
    .description("hold all eight partial derivatives against measured ones, on a digit")
    .addOption(
      new Option("--method <method>", "how to measure")
        .choices(["central", "richardson", "complex"] satisfies Method[])
        .default("central"),
    )
    .option("--hidden <m>", "hidden units", wholeNumber(1), 4)
    .option("--seed <seed>", "which random weights, and which digit", wholeNumber(0, 1796), 1)
    .option("--json", "print JSON for a program to read")
    .addHelpText(
      "after",
      "\nExits with 1 when a derivative disagrees.\n\nExample:\n  workbook gradcheck --method complex",
    )
    .action(async (options: Options) => {
      process.exitCode = (await gradcheck(options)) ? 0 : 1;
    });
}
