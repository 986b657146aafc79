import { STACK_PATH } from "../config/config.ts";
import type { Workspace } from "../config/workspace.ts";
import { linesOf, startOfLine } from "../document/lines.ts";
import { closestName } from "./closest.ts";
import { type DocumentPath, documentPaths, isBroken } from "./documentPaths.ts";
import { defineRule, type Found } from "./rule.ts";

interface Data {
  readonly path: string;
  /** The path of a file that is there and has nearly the same name, written as the other is. */
  readonly closest: string | undefined;
}

/** A path leads to a file that isn't there. */
export const docLinkBroken = defineRule<Data>({
  id: "doc-link-broken",
  scope: "document",
  severity: { draft: "warning", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { readings, workspace } = context;
    if (!workspace) return;
    for (const path of documentPaths(context)) {
      // Whether a standard stack of its own is there is said where technologies are judged.
      if (path.candidates.some((one) => one.endsWith(STACK_PATH)) || !isBroken(path, workspace)) continue;
      if (isAnnounced(readings.factsAt(path.chunk)?.text ?? "", path)) continue;
      const data = { path: path.written, closest: closestFile(path, workspace) };
      yield { chunk: path.chunk, span: path.span, data };
    }
  },
  message: ({ path, closest }) =>
    closest === undefined ? `${path} does not exist.` : `${path} does not exist; did you mean ${closest}?`,
  fixes({ span, data: { closest } }) {
    if (closest === undefined) return [];
    return [{ title: `Write "${closest}" in its place`, kind: "choice", edits: [{ span, text: closest }] }];
  },
});

/** What a line says of a file that is still to come. */
const ANNOUNCED =
  /\b(?:not yet|will be|to be (?:written|created|added|filled)|once (?:it|that) (?:is|exists)|planned)\b/i;

function isAnnounced(text: string, { span }: DocumentPath): boolean {
  const [line = ""] = linesOf(text.slice(startOfLine(text, span.start)));
  return ANNOUNCED.test(line);
}

function closestFile({ written, candidates }: DocumentPath, workspace: Workspace): string | undefined {
  const at = written.lastIndexOf("/") + 1;
  for (const candidate of candidates) {
    const entries = workspace.entries(candidate.slice(0, Math.max(0, candidate.lastIndexOf("/")))) ?? [];
    const closest = closestName(
      written.slice(at),
      entries.filter((one) => !one.endsWith("/")),
    );
    if (closest !== undefined) return written.slice(0, at) + closest;
  }
  return undefined;
}
