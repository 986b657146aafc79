import type { Analysis } from "../features/analysis.ts";
import { outline } from "../features/outline.ts";
import type { OutlineReport } from "./protocol.ts";

/** Of a document with more sections nothing is remembered: it would take as much memory as the document. */
const MOST_SECTIONS = 1_000;

/**
 * Answers with outlines, and doesn't send again what the client has: most keystrokes leave the outline as it was.
 * Remembers the one that was sent last, since an editor shows one at a time.
 */
export class OutlineReports {
  readonly #session: string;
  #last: { readonly uri: string; readonly text: string; readonly resultId: string } | undefined;
  #count = 0;

  /** @param session names the server */
  constructor(session: string) {
    this.#session = session;
  }

  /** @param previousResultId names the outline that the client has */
  report(uri: string, analysis: Analysis, previousResultId: string | undefined): OutlineReport {
    const last = this.#last;
    const full = outline(analysis);
    const resultId = `${this.#session} ${++this.#count}`;
    const text = analysis.alignment.sections.length > MOST_SECTIONS ? undefined : JSON.stringify(full);
    if (text !== undefined && last?.uri === uri && last.resultId === previousResultId && last.text === text) {
      return { kind: "unchanged", resultId: last.resultId };
    }
    this.#last = text === undefined ? undefined : { uri, text, resultId };
    return { kind: "full", resultId, ...full };
  }
}
