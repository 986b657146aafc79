import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { scaffold } from "../features/scaffold.ts";
import { type Io, UsageError } from "./io.ts";
import { explain, kindOf } from "./readText.ts";
import { type CommonOptions, Session } from "./session.ts";
import { replaceText } from "./writeText.ts";

export interface NewOptions extends CommonOptions {
  readonly mission: string;
  readonly force: boolean;
}

const NAME = "MECHANISM.md";

/**
 * `mechanism new`: writes a new document from the template. A folder gets a MECHANISM.md; folders that aren't there are
 * made.
 *
 * @throws {UsageError} if there is a file already and it isn't to be replaced, or it can't be written
 */
export function newDocument(path: string | undefined, options: NewOptions, io: Io): number {
  if (options.mission.trim() === "") throw new UsageError("The mission's name is empty; give one with --mission.");
  const session = new Session(io, options);
  const file = fileOf(path ?? ".", io.cwd);
  const { schema } = session.serviceOf(dirname(file));
  const { date } = session.policyOf(dirname(file)).stack;
  const { text } = scaffold(schema, { mission: options.mission, today: session.today, stackDate: date });
  try {
    mkdirSync(dirname(file), { recursive: true });
    if (options.force && kindOf(file) !== undefined) replaceText(file, text);
    else writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    const problem =
      kindOf(file) === "file" && !options.force
        ? "There is already such a file; replace it with --force."
        : explain(error);
    throw new UsageError(`${session.show(file)}: ${problem}`);
  }
  io.out(`Wrote ${session.show(file)}.\n`);
  return 0;
}

function fileOf(path: string, cwd: string): string {
  const whole = resolve(cwd, path);
  const isFolder = /[\\/]$/.test(path) || kindOf(whole) === "folder";
  return isFolder ? join(whole, NAME) : whole;
}
