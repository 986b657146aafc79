import type { Position } from "../document/positions.ts";
import { applyEdits, batchEdits } from "../features/fixes.ts";
import type { Finding, Fix } from "../rules/rule.ts";
import { type OpenDocument, openDocuments, STDIN } from "./documents.ts";
import { count, type Io, printable } from "./io.ts";
import { type CommonOptions, Session } from "./session.ts";
import { writeDocument } from "./writeText.ts";

export interface FixOptions extends CommonOptions {
  readonly dryRun: boolean;
}

/**
 * `mechanism fix`: applies the mechanical fixes, which change no word, date, heading or approval.
 *
 * @returns 0, or 2 if something can't be read or written
 */
export async function fix(paths: readonly string[], options: FixOptions, io: Io): Promise<number> {
  const session = new Session(io, options);
  // With standard input, standard output is for the document alone.
  const print = paths.includes(STDIN) && !options.dryRun ? io.err : io.out;
  let changed = 0;
  let total = 0;
  for await (const document of openDocuments(paths, session)) {
    const { text, done } = fixed(document, session.today);
    const isWritten = options.dryRun || writeDocument(document, text, session);
    if (!isWritten || done.length === 0) continue;
    changed++;
    total += done.length;
    for (const one of done) {
      const place = `${printable(document.name)}:${one.position.line + 1}:${one.position.character + 1}`;
      print(`${place}  ${printable(one.title)}  ${one.rule}\n`);
    }
  }
  const verb = options.dryRun ? "Would fix" : "Fixed";
  print(total === 0 ? "Nothing to fix.\n" : `${verb} ${count(total, "finding")} in ${count(changed, "document")}.\n`);
  return session.failed ? 2 : 0;
}

/** A fix that was applied, at the place where its finding was then. */
interface Applied {
  readonly position: Position;
  readonly title: string;
  readonly rule: string;
}

/** A fix can bring out another finding; fixes that chase each other end here. */
const MOST_ROUNDS = 20;

function fixed(document: OpenDocument, today: string): { readonly text: string; readonly done: readonly Applied[] } {
  const done: Applied[] = [];
  const { service, settings } = document;
  let { analysis, text } = document;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const chosen = new Map<Finding, Fix>();
    const edits = batchEdits(analysis, (finding, one) => {
      const isMechanical = one.kind === "mechanical";
      if (isMechanical) chosen.set(finding, one);
      return isMechanical;
    });
    const next = edits.length > 0 ? applyEdits(analysis.document, edits) : text;
    if (next === text) break;
    for (const [finding, one] of chosen) {
      // Of two fixes for the same text, the batch leaves the second for the next round.
      if (!one.edits.every((edit) => edits.includes(edit))) continue;
      const start = (analysis.document.chunks[finding.chunk]?.start ?? 0) + finding.span.start;
      done.push({ position: analysis.document.lines.positionAt(start), title: one.title, rule: finding.rule });
    }
    text = next;
    const { policy } = analysis.context;
    analysis = service.analyse(text, { settings, today, policy, previous: analysis });
  }
  return { text, done };
}
