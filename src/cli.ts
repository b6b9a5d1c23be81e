#!/usr/bin/env node
import { resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { answersCommand } from "./commands/answers";
import { benchCommand } from "./commands/bench";
import { bookCommand } from "./commands/book";
import { checkCommand } from "./commands/check";
import { experimentCommand } from "./commands/experiment";
import { gradcheckCommand } from "./commands/gradcheck";
import { gradeCommand } from "./commands/grade";
import { handoutCommand } from "./commands/handout";
import { kernelCommand } from "./commands/kernel";
import { labCommand } from "./commands/lab";
import { runCommand } from "./commands/run";
import { isOutdated } from "./setup/build.cjs";

const { version } = require("../package.json") as { version: string };

/** The exit code of a command line that cannot be understood. */
const usage = 2;

/** Every command as a child of `workbook`, throwing instead of ending the process. */
function workbook(): Command {
  const program = new Command("workbook")
    .description("An exam question on autoencoders as live notebooks, and what goes with them.")
    .version(version)
    .exitOverride()
    .configureHelp({ showGlobalOptions: false })
    .showHelpAfterError("`workbook --help` lists the commands, `workbook COMMAND --help` explains one.");
  const commands = [
    labCommand(),
    runCommand(),
    answersCommand(),
    checkCommand(),
    handoutCommand(),
    gradeCommand(),
    gradcheckCommand(),
    experimentCommand(),
    bookCommand(),
    benchCommand(),
    kernelCommand(),
  ];
  for (const command of commands) program.addCommand(adopted(command, program));
  return program;
}

/** A command with all its own, behaving as its parent does. */
function adopted(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) adopted(child, command);
  return command;
}

/** A failure in one sentence: no name, no stack. */
function tell(error: unknown): number {
  if (error instanceof CommanderError) {
    // Its message is out already. A command's own code counts; commander's is 1 where the line is wrong.
    if (error.code === "commander.error") return error.exitCode;
    return error.exitCode === 0 ? 0 : usage;
  }
  console.error(error instanceof Error ? error.message : String(error));
  return 1;
}

// A reader that has seen enough, as in `workbook answers | head`, is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

// Whoever has pulled a corrected rubric must not grade by the old one without knowing.
if (isOutdated(resolve(__dirname, "..")))
  console.error(
    "The sources have changed since the build was made, which runs here: `npm start` or `npm test` builds anew.",
  );

workbook()
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = tell(error);
  });
