import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Settings } from "../config/settings.ts";
import type { OtherMission } from "../config/workspace.ts";
import type { Analysis } from "../features/analysis.ts";
import { missionFacts } from "../features/missionFacts.ts";
import { isTemplateCopy } from "../features/templateCopy.ts";
import type { MechanismService } from "../service.ts";
import { decode, explain, type ReadText, readText, SIZE_LIMIT } from "./readText.ts";
import { searchFolder } from "./search.ts";
import type { Session } from "./session.ts";
import { workspaceAround } from "./workspaceFiles.ts";

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
    for (const [file, isNamed] of await filesOf(path, session)) {
      found.set(file, isNamed || found.get(file) === true);
    }
  const files = [...found].map(([file, isNamed]) => ({ file, isNamed, name: nameOf(file, session) }));
  const missions =
    files.length > 1
      ? missionsOf(
          files.map((one) => one.file).filter((file) => file !== STDIN),
          session,
        )
      : [];
  for (const { file, isNamed } of files.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))) {
    const document = await openDocument(file, session, missions);
    if (document && (isNamed || !isTemplateCopy(document.analysis))) yield document;
  }
}

/**
 * What documents are about, by their whole paths. Each is read for that once more, since none can be judged before all
 * are known and not all fit into memory at once.
 */
function missionsOf(files: readonly string[], session: Session): OtherMission[] {
  return files.flatMap((file): OtherMission[] => {
    const read = readText(file);
    if (read.problem !== undefined) return [];
    const mission = missionFacts(session.serviceOf(dirname(file)).analyse(read.text), file);
    return mission ? [mission] : [];
  });
}

/**
 * Reads one file, or standard input for `-`; nothing if it can't be read, which has been reported then.
 *
 * @param missions what other documents are about, by their whole paths
 */
export async function openDocument(
  file: string,
  session: Session,
  missions: readonly OtherMission[] = [],
): Promise<OpenDocument | undefined> {
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
  const workspace = isStdin ? undefined : workspaceAround(path, session, missions);
  const around = workspace ? { workspace } : {};
  const analysis = service.analyse(text, { settings, today: session.today, policy, ...around });
  return { path: isStdin ? undefined : path, name: session.show(path), text, mark, service, settings, analysis };
}

/** The files that a path names, each with whether it was named itself. */
async function filesOf(path: string, session: Session): Promise<(readonly [string, boolean])[]> {
  if (path === STDIN) return [[STDIN, true]];
  const whole = resolve(session.io.cwd, path);
  try {
    if (!statSync(whole).isDirectory()) return [[whole, true]];
  } catch (error) {
    session.fail(whole, explain(error));
    return [];
  }
  return (await searchFolder(whole, session)).map((file) => [file, false]);
}

function nameOf(file: string, session: Session): string {
  return file === STDIN ? STDIN_NAME : session.show(file);
}
