import type { TextDocumentContentChangeEvent } from "vscode-languageserver";
import type { Document } from "../document/document.ts";
import { DocumentEditor } from "../document/editor.ts";
import type { Position } from "../document/positions.ts";

/** The text of a document that a client has open, as the client's changes make it. */
export class OpenText {
  readonly uri: string;
  readonly #editor: DocumentEditor;
  #version: number;

  constructor(uri: string, version: number, text: string) {
    this.uri = uri;
    this.#version = version;
    this.#editor = new DocumentEditor(text);
  }

  /** The client's version. */
  get version(): number {
    return this.#version;
  }

  /** In UTF-16 code units. */
  get length(): number {
    return this.#editor.length;
  }

  /** What the text says now. */
  read(): Document {
    return this.#editor.read();
  }

  /** Takes the changes of one notification, each counted in the text that the one before gave (LSP 3.17). */
  change(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    for (const change of changes) {
      const { text } = change;
      const range = "range" in change ? change.range : undefined;
      // What is no change of LSP's changes nothing.
      if (typeof text !== "string") continue;
      if (!range) this.#editor.edit(undefined, text);
      else if (range.start && range.end) {
        this.#editor.edit({ start: inside(range.start), end: inside(range.end) }, text);
      }
    }
    this.#version = version;
  }
}

/** How the connection's store of texts makes and changes them. */
export const OPEN_TEXTS = {
  create: (uri: string, _language: string, version: number, text: string): OpenText => new OpenText(uri, version, text),
  update(open: OpenText, changes: readonly TextDocumentContentChangeEvent[], version: number): OpenText {
    open.change(changes, version);
    return open;
  },
};

/** A position of whole numbers, whatever the client sent: what is beside the text means the nearest place in it. */
function inside({ line, character }: Position): Position {
  const whole = (value: unknown): number => (typeof value === "number" && value > 0 ? Math.trunc(value) : 0);
  return { line: whole(line), character: whole(character) };
}
