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
import { UsageError } from "./commands/terminal";
import { isOutdated } from "./setup/build.cjs";

const { version } = require("../package.json") as { version: string };

/** The exit code for a wrong command line. */
const wrongUsage = 2;

const helpHint =
  "Run `workbook --help` for a list of commands, or `workbook COMMAND --help` for one command.";

/** The program with all its commands. It throws errors and does not exit. */
function workbook(): Command {
  const program = new Command("workbook")
    .description(
      "An exam question on autoencoders as live notebooks, with a checker, grading and a TypeScript kernel.",
    )
    .version(version)
    .exitOverride()
    .configureHelp({ showGlobalOptions: false })
    .showHelpAfterError(helpHint);
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
  for (const command of commands) program.addCommand(configured(command, program));
  return program;
}

/** The command with its subcommands, all with the settings of the parent. */
function configured(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) configured(child, command);
  return command;
}

/** Prints an error as one sentence, without a stack. Returns the exit code. */
function exitCodeOf(error: unknown): number {
  // Commander has printed it. Its own exit code for a wrong command line is 1.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : wrongUsage;
  console.error(error instanceof Error ? error.message : String(error));
  if (!(error instanceof UsageError)) return 1;
  console.error(helpHint);
  return wrongUsage;
}

// A reader that closes the pipe early, as in `workbook answers | head`, is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

// Warn when dist is older than src: after a pull, an old build would grade by the old rubric.
if (isOutdated(resolve(__dirname, "..")))
  console.error("The source files are newer than the build. Run `npm start` or `npm test` to rebuild.");

workbook()
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = exitCodeOf(error);
  });
