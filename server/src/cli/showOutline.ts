import type { Range } from "../document/positions.ts";
import { type OutlineNode, outline, type State } from "../features/outline.ts";
import { openDocument } from "./documents.ts";
import { count, type Io, printable } from "./io.ts";
import { type CommonOptions, Session } from "./session.ts";

export interface OutlineOptions extends CommonOptions {
  readonly format: "text" | "json";
}

/**
 * `mechanism outline`: prints the tree of a document with the state of its parts.
 *
 * @returns 0, or 2 if the file can't be read
 */
export async function showOutline(file: string, options: OutlineOptions, io: Io): Promise<number> {
  const session = new Session(io, options);
  const document = await openDocument(file, session);
  if (!document) return 2;
  const { root, recognised, openItems } = outline(document.analysis);
  if (options.format === "json") {
    io.out(`${JSON.stringify([jsonOf(root)], undefined, 2)}\n`);
    return 0;
  }
  const kind = recognised ? "" : "This does not look like a document of the template.\n";
  const total = `${root.done} of ${root.required} parts are done; ${count(openItems.length, "open item")}.`;
  io.out(`${kind}${linesOf(root, "").join("\n")}\n\n${LEGEND}\n${total}\n`);
  return 0;
}

interface JsonNode {
  readonly title: string;
  readonly role: string;
  readonly kind: OutlineNode["kind"];
  readonly state: State;
  /** Lines and UTF-16 characters from 0. */
  readonly range: Range;
  readonly children: readonly JsonNode[];
}

function jsonOf({ title, role, kind, state, range, children }: OutlineNode): JsonNode {
  return { title, role, kind, state, range, children: children.map(jsonOf) };
}

const MARKS: Readonly<Record<State, string>> = { filled: "✓", open: "○", missing: "✗", "not-applicable": "–" };
const LEGEND = `${MARKS.filled} filled  ${MARKS.open} open  ${MARKS.missing} missing  ${MARKS["not-applicable"]} not applicable`;

function linesOf(node: OutlineNode, indent: string): string[] {
  // A part that is itself the only thing to count needs no counts beside its mark.
  const counts = node.children.length > 0 && node.required > 0 ? `  ${node.done}/${node.required}` : "";
  const line = `${indent}${MARKS[node.state]} ${printable(node.title) || "(no title)"}${counts}`;
  return [line, ...node.children.flatMap((child) => linesOf(child, `${indent}  `))];
}
