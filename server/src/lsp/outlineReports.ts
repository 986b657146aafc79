import type { Outline } from "../features/outline.ts";
import type { OutlineReport } from "./protocol.ts";

/**
 * Answers with outlines, and doesn't send again what the client has: most keystrokes leave the outline as it was, and
 * that of a long document has megabytes. Remembers the one that was sent last, since an editor shows one at a time.
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
  report(uri: string, outline: Outline, previousResultId: string | undefined): OutlineReport {
    const text = JSON.stringify(outline);
    const last = this.#last;
    if (last && last.uri === uri && last.resultId === previousResultId && last.text === text) {
      return { kind: "unchanged", resultId: last.resultId };
    }
    const resultId = `${this.#session} ${++this.#count}`;
    this.#last = { uri, text, resultId };
    return { kind: "full", resultId, ...outline };
  }
}
