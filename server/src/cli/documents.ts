import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Settings } from "../config/settings.ts";
import type { Analysis } from "../features/analysis.ts";
import { isTemplateCopy } from "../features/templateCopy.ts";
import type { MechanismService } from "../service.ts";
import { decode, explain, type ReadText, readText, SIZE_LIMIT } from "./readText.ts";
import { searchFolder } from "./search.ts";
import type { Session } from "./session.ts";

/** A document that a command works on. */
export interface OpenDocument {
  /** The whole path; nothing for standard input. */
  readonly path: string | undefined;
  /** As it is shown. */
  readonly name: string;
  readonly text: string;
  /** The byte order mark before the text, if it has one. */
  readonly mark: string;
  readonly service: MechanismService;
  readonly settings: Settings;
  readonly analysis: Analysis;
}

/** The path that stands for standard input. */
export const STDIN = "-";
const STDIN_NAME = "<stdin>";

/**
 * Reads the documents that paths name, in the order of their names: files of any name, folders to be searched, and `-`
 * for standard input. What can't be read is reported, and the rest goes on.
 *
 * @param paths the current folder if there are none
 */
export async function* openDocuments(paths: readonly string[], session: Session): AsyncGenerator<OpenDocument> {
  const named = paths.length > 0 ? paths : ["."];
  const found = new Map<string, boolean>();
  for (const path of named)
    for (const [file, isNamed] of filesOf(path, session)) {
      found.set(file, isNamed || found.get(file) === true);
    }
  const files = [...found].map(([file, isNamed]) => ({ file, isNamed, name: nameOf(file, session) }));
  for (const { file, isNamed } of files.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))) {
    const document = await openDocument(file, session);
    if (document && (isNamed || !isTemplateCopy(document.analysis))) yield document;
  }
}

/** Reads one file, or standard input for `-`; nothing if it can't be read, which has been reported then. */
export async function openDocument(file: string, session: Session): Promise<OpenDocument | undefined> {
  const isStdin = file === STDIN;
  const path = isStdin ? join(session.io.cwd, STDIN_NAME) : resolve(session.io.cwd, file);
  const read: ReadText = isStdin ? decode(await session.io.readStdin(SIZE_LIMIT + 1)) : readText(path);
  if (read.problem !== undefined) {
    session.fail(path, read.problem);
    return undefined;
  }
  const { text, mark } = read;
  const service = session.serviceOf(dirname(path));
  const settings = session.settingsOf(path);
  const policy = session.policyOf(dirname(path));
  const analysis = service.analyse(text, { settings, today: session.today, policy });
  return { path: isStdin ? undefined : path, name: session.show(path), text, mark, service, settings, analysis };
}

/** The files that a path names, each with whether it was named itself. */
function filesOf(path: string, session: Session): (readonly [string, boolean])[] {
  if (path === STDIN) return [[STDIN, true]];
  const whole = resolve(session.io.cwd, path);
  try {
    if (!statSync(whole).isDirectory()) return [[whole, true]];
  } catch (error) {
    session.fail(whole, explain(error));
    return [];
  }
  return searchFolder(whole, session).map((file) => [file, false]);
}

function nameOf(file: string, session: Session): string {
  return file === STDIN ? STDIN_NAME : session.show(file);
}
