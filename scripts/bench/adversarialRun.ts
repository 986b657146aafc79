import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Position } from "../../server/src/document/positions.ts";
import type { AdversarialDocument } from "./adversarial.ts";
import type { ServerKind } from "./kinds.ts";
import { Gone, type OpenDocument, Session } from "./session.ts";
import { insertion } from "./text.ts";

/** What is asked about such a document, in this order. */
export const REQUESTS = ["open", "edit", "documentSymbol", "hover", "completion", "codeAction", "outline"] as const;
export type Request = (typeof REQUESTS)[number];

/** How a server came through a document. */
export interface AdversarialResult {
  readonly name: string;
  readonly characters: number;
  /** Milliseconds until each answer that came. */
  readonly times: Readonly<Partial<Record<Request, number>>>;
  readonly peakMemory?: number;
  /** The request without an answer, and whether the process ended, was ended after the limit, or answered with an error. */
  readonly failed?: { readonly request: Request; readonly how: "crashed" | "no answer" | "error" };
}

/** Opens a document with a server of its own, edits it in the middle, and asks what editors ask there. */
export async function runAdversarial(
  kind: ServerKind,
  { name, text: make }: AdversarialDocument,
  { folder, limit }: { readonly folder: string; readonly limit: number },
): Promise<AdversarialResult> {
  const text = make();
  const session = await Session.start(kind, folder);
  const times: Partial<Record<Request, number>> = {};
  let request: Request = "open";
  const result = (failed?: AdversarialResult["failed"]): AdversarialResult => {
    const peakMemory = session.peakMemory();
    return {
      name,
      characters: text.length,
      times,
      ...(peakMemory === undefined ? {} : { peakMemory }),
      ...(failed ? { failed } : {}),
    };
  };
  try {
    const start = performance.now();
    const document = await session.open(pathToFileURL(join(folder, "MECHANISM.md")).href, text);
    const place = middle(document);
    for (request of REQUESTS) {
      const elapsed = await timeOf(() => ask(document, request, place), limit);
      if (elapsed === undefined) return result({ request, how: "no answer" });
      times[request] = elapsed;
      if (request !== "open") continue;
      // The first diagnostics may not be all: the others are waited for, so that no other request pays for them.
      await session.rest();
      times.open = Math.max(elapsed, (session.publications.at(-1)?.time ?? start) - start);
    }
    return result();
  } catch (error) {
    return result({ request, how: error instanceof Gone ? "crashed" : "error" });
  } finally {
    session.kill();
  }
}

/** Milliseconds until the answer; nothing if there is none within the limit. */
async function timeOf(run: () => Promise<void>, limit: number): Promise<number | undefined> {
  const start = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limit);
  });
  try {
    const isAnswered = await Promise.race([run().then(() => true), late]);
    return isAnswered ? performance.now() - start : undefined;
  } finally {
    clearTimeout(timer);
  }
}

async function ask(document: OpenDocument, request: Request, position: Position): Promise<void> {
  switch (request) {
    case "open":
      return document.diagnosed();
    case "edit":
      await document.change(insertion(position, "x"));
      return document.diagnosed();
    case "codeAction":
      await document.request("textDocument/codeAction", {
        range: { start: position, end: position },
        context: { diagnostics: [] },
      });
      return;
    case "outline":
      await document.request("mechanism/outline");
      return;
    default:
      await document.request(`textDocument/${request}`, { position });
  }
}

/** The middle of the longest line, or of the document: in the part that makes it what it is. */
function middle({ text }: OpenDocument): Position {
  const longest = text.longestLine;
  const line = text.line(longest).length > 1_000 ? longest : Math.floor(text.lineCount / 2);
  return { line, character: Math.floor(text.line(line).length / 2) };
}
