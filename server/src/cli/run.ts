import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { version } from "../../../package.json";
import { isDate } from "../config/dates.ts";
import { type ApprovalsOptions, approvals } from "./approvals.ts";
import { type CheckOptions, check } from "./check.ts";
import { type FixOptions, fix } from "./fix.ts";
import { type Io, printable, UsageError } from "./io.ts";
import { type NewOptions, newDocument } from "./newDocument.ts";
import { type RecordOptions, record } from "./record.ts";
import { type RequestOptions, request } from "./request.ts";
import { type OutlineOptions, showOutline } from "./showOutline.ts";

/**
 * The `mechanism` command.
 *
 * @param argv the arguments behind the command's name
 * @returns the exit code: 0 for success, 1 for findings, 2 for what can't be done
 */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const program = describeCommands(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const message =
      error instanceof CommanderError ? inPlainWords(error) : error instanceof UsageError ? error.message : undefined;
    if (message === undefined) throw error;
    io.err(`${printable(message)}\n`);
    return 2;
  }
}

function describeCommands(io: Io, finish: (code: number) => void): Command {
  const program = new Command("mechanism")
    .description("Checks MECHANISM.md documents against their template: what is missing, unfilled or left over.")
    .version(version, "--version", "Show the version.")
    .helpOption("-h, --help", "Show what a command does.")
    .helpCommand("help [command]", "Show what a command does.")
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: () => undefined, outputError: () => undefined });

  withCommon(
    program
      .command("check")
      .description(
        "Say what is missing, unfilled or left over. Ends with 1 if there are errors (in the profile handoff, warnings too), and with 2 if something can't be read.",
      )
      .argument("[paths...]", PATHS)
      .addOption(format())
      .addOption(
        new Option("--fail-on <severity>", "The least severity that ends the command with 1.").choices([
          "error",
          "warning",
          "information",
          "hint",
          "never",
        ]),
      ),
  ).action(async (paths: string[], options: CheckOptions) => finish(await check(paths, options, io)));

  withCommon(
    program
      .command("fix")
      .description("Make the repairs that change no word, such as a missing blank line.")
      .argument("[paths...]", PATHS)
      .option("--dry-run", "Say what would be repaired, and change nothing.", false),
  ).action(async (paths: string[], options: FixOptions) => finish(await fix(paths, options, io)));

  withCommon(
    program
      .command("new")
      .description("Write a new document from the template.")
      .argument("[path]", "The file, or the folder for a MECHANISM.md; the current folder by default.")
      .requiredOption("--mission <name>", "The mission's name.")
      .option("--force", "Replace a file that is there already.", false),
  ).action((path: string | undefined, options: NewOptions) => finish(newDocument(path, options, io)));

  withCommon(
    program
      .command("outline")
      .description("Show the parts of a document, and how far they are.")
      .argument("<file>", "The document; - for standard input.")
      .addOption(format()),
  ).action(async (file: string, options: OutlineOptions) => finish(await showOutline(file, options, io)));

  withCommon(
    program
      .command("approvals")
      .description("Show the deviations from the standard stack, and how their approvals stand.")
      .argument("[paths...]", PATHS)
      .addOption(new Option("--format <format>", "How to print.").choices(["text", "json", "markdown"]).default("text"))
      .option("--overdue", "Only requests that nobody has answered in time; ends with 1 if there are any.", false),
  ).action(async (paths: string[], options: ApprovalsOptions) => finish(await approvals(paths, options, io)));

  withCommon(
    program
      .command("request")
      .description("Print the text that asks for the approval of a deviation. Nothing is sent.")
      .argument("<file>", "The document; - for standard input.")
      .option("--deviation <name>", "Its number or heading; may be given several times.", collect, [])
      .option("--ground <text>", "One of the standard stack's grounds, or its beginning.")
      .option("--pays <text>", "Who pays for it.")
      .option("--from <name>", "Who asks.")
      .option("--link <address>", "Where the document can be read.")
      .option("--others <paths...>", "Files or folders with documents of other missions, to quote from.", [])
      .option("--remind", "Ask once more for what was asked for already.", false)
      .option("--sent", "Note in the document that the request was sent.", false),
  ).action(async (file: string, options: RequestOptions) => finish(await request(file, options, io)));

  withCommon(
    program
      .command("record")
      .description('Write an approver\'s answer into a document, such as "APPROVED D1 2026-02-01".')
      .argument("<file>", "The document.")
      .argument("<answer...>", "The answer, as it was sent.")
      .option("--evidence <address>", "A link that shows the approval.")
      .addOption(
        new Option("--for <what>", "What was approved, if the document changed after the request.").choices([
          "asked",
          "now",
        ]),
      )
      .option("--dry-run", "Say what would be written, and change nothing.", false),
  ).action(async (file: string, answers: string[], options: RecordOptions) =>
    finish(await record(file, answers, options, io)),
  );

  program
    .command("lsp")
    .description("Start the language server, for editors.")
    .option("--stdio", "Speak over standard input and output.")
    // Editors add options of their own, such as the id of their process.
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (options: { readonly stdio?: boolean }) => {
      if (!options.stdio)
        throw new UsageError("The language server speaks over standard input and output; add --stdio.");
      await io.startServer();
    });
  return program;
}

const PATHS = "Files, folders to search, or - for standard input; the current folder by default.";

/** Gathers an option that may be given several times. */
function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function format(): Option {
  return new Option("--format <format>", "How to print.").choices(["text", "json"]).default("text");
}

function withCommon(command: Command): Command {
  return command
    .addOption(
      new Option("--profile <profile>", "How strictly to judge, whatever the configuration says.").choices([
        "draft",
        "handoff",
        "archived",
      ]),
    )
    .option("--config <file>", "The configuration file to use in place of the nearest mechanism.config.json.")
    .option("--today <date>", "Today's date as year-month-day; by default this machine's.", (value: string) => {
      if (!isDate(value)) throw new InvalidArgumentError("Expected a date as year-month-day.");
      return value;
    });
}

/** What was wrong with the arguments, in one line. */
function inPlainWords(error: CommanderError): string {
  if (error.code === "commander.help") return "No command is given; see what there is with mechanism --help.";
  const message = error.message
    .replace(/^error: /, "")
    .replace(/\s+/g, " ")
    .replace(/[.]?$/, ".")
    .replace(/\)\.$/, ")");
  return `${message.charAt(0).toUpperCase()}${message.slice(1)} See mechanism --help.`;
}
