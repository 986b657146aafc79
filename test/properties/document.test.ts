import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Document, readDocument, updateDocument } from "../../server/src/document/document.ts";
import { DocumentEditor } from "../../server/src/document/editor.ts";
import type { Span } from "../../server/src/document/positions.ts";
import { applied, IS_LONG, type Step, someSections, spanOf, step } from "../support/edits.ts";

const RUNS = IS_LONG ? 50_000 : 150;
const LIMIT_MS = 24 * 60 * 60 * 1000;

/** Edits that arrive together, again and again. */
const batches = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });

describe("a document after edits", () => {
  it("equals one of the resulting text alone", { timeout: LIMIT_MS }, () => {
    fc.assert(
      fc.property(someSections, batches, (text, edits) => check(text, edits)),
      { numRuns: RUNS },
    );
  });

  it("equals one of the resulting text alone if nobody read it before", { timeout: LIMIT_MS }, () => {
    fc.assert(
      fc.property(someSections, batches, (text, edits) => {
        const editor = new DocumentEditor(text);
        const model = TextDocument.create("file:///m.md", "markdown", 1, text);
        for (const one of edits.flat()) apply(editor, model, one);
        checkEqual(editor.read(), readDocument(model.getText()));
      }),
      { numRuns: RUNS / 5 },
    );
  });

  it("is found from the whole new text as well", { timeout: LIMIT_MS }, () => {
    fc.assert(
      fc.property(someSections, batches, (text, edits) => {
        let document = readDocument(text);
        for (const one of edits.flat()) {
          const { start, end } = spanOf(document.text, one);
          const next = document.text.slice(0, start) + one.inserted + document.text.slice(end);
          document = updateDocument(document, next);
          checkEqual(document, readDocument(next));
        }
      }),
      { numRuns: RUNS / 5 },
    );
  });
});

describe("a document whose versions come back", () => {
  /** Versions by their numbers, each after some edits from the one before. */
  const journey = fc.array(fc.nat(), { minLength: 1, maxLength: 8 });

  it("equals one of the version's text alone", { timeout: LIMIT_MS }, () => {
    fc.assert(
      fc.property(someSections, batches, journey, (text, edits, turns) => {
        const versions = versionsOf(text, edits.flat());
        const editor = new DocumentEditor(text);
        editor.read();
        for (const turn of turns) {
          const next = versions[turn % versions.length] ?? "";
          editor.edit(undefined, next);
          checkEqual(editor.read(), readDocument(next));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("equals it too when edits are undone one by one", { timeout: LIMIT_MS }, () => {
    fc.assert(
      fc.property(someSections, batches, (text, edits) => {
        const editor = new DocumentEditor(readDocument(text));
        const undos: [Span, string][] = [];
        let now = text;
        const replace = (span: Span, by: string): void => {
          editor.replace(span, by);
          now = now.slice(0, span.start) + by + now.slice(span.end);
          checkEqual(editor.read(), readDocument(now));
        };
        for (const one of edits.flat()) {
          const span = spanOf(now, one);
          undos.unshift([
            { start: span.start, end: span.start + one.inserted.length },
            now.slice(span.start, span.end),
          ]);
          replace(span, one.inserted);
        }
        for (const [span, by] of undos) replace(span, by);
        expect(now).toBe(text);
      }),
      { numRuns: RUNS / 3 },
    );
  });
});

function versionsOf(text: string, edits: readonly Step[]): string[] {
  const versions = [text];
  for (const one of edits) versions.push(applied(versions.at(-1) ?? "", one));
  return versions;
}

function check(text: string, edits: readonly (readonly Step[])[]): void {
  const editor = new DocumentEditor(readDocument(text));
  const model = TextDocument.create("file:///m.md", "markdown", 1, text);
  for (const batch of edits) {
    for (const one of batch) apply(editor, model, one);
    expect(editor.length).toBe(model.getText().length);
    checkEqual(editor.read(), readDocument(model.getText()));
  }
}

function apply(editor: DocumentEditor, model: TextDocument, one: Step): void {
  const { start, end } = spanOf(model.getText(), one);
  const range = { start: model.positionAt(start), end: model.positionAt(end) };
  editor.edit(range, one.inserted);
  TextDocument.update(model, [{ range, text: one.inserted }], model.version + 1);
}

function checkEqual(document: Document, fresh: Document): void {
  expect(document.text).toBe(fresh.text);
  expect(document.chunks).toEqual(fresh.chunks);
  expect(document.definitions).toEqual(fresh.definitions);
  expect(document.eol).toBe(fresh.eol);
  expect(document.length).toBe(fresh.text.length);
  const model = TextDocument.create("file:///m.md", "markdown", 1, fresh.text);
  expect(document.lines.lineCount).toBe(model.lineCount);
  for (let i = 0; i <= 40; i++) {
    const offset = Math.floor((fresh.text.length * i) / 40);
    const position = document.lines.positionAt(offset);
    expect(position).toEqual(isInLineEnd(fresh.text, offset) ? position : model.positionAt(offset));
    const behind = { line: position.line, character: position.character + (i % 7) };
    expect(document.lines.offsetAt(behind)).toBe(model.offsetAt(behind));
  }
}

/** Between a carriage return and its line feed there is no position. */
function isInLineEnd(text: string, offset: number): boolean {
  return text[offset] === "\n" && text[offset - 1] === "\r";
}
