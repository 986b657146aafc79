import type { OtherMission, Workspace } from "../config/workspace.ts";
import { allMatches } from "../document/matches.ts";
import type { Span } from "../document/positions.ts";
import { normaliseName } from "../document/text.ts";
import { escapeRegExp } from "../template/conventions.ts";
import { missionOf } from "./deviationParts.ts";
import { documentPaths, targetOf } from "./documentPaths.ts";
import { missionAddresses, wordsShared } from "./missionAddresses.ts";
import { defineRule, type Found, type RuleContext } from "./rule.ts";

type Data =
  | { readonly kind: "address"; readonly of: "base" | "staging" | "production"; readonly mission: string }
  | { readonly kind: "title"; readonly mission: string; readonly path: string }
  | { readonly kind: "name"; readonly name: string };

/** Something is left of the mission that this document was copied from. */
export const otherMissionLeftover = defineRule<Data>({
  id: "other-mission-leftover",
  scope: "document",
  severity: { draft: "warning", handoff: "error" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { workspace } = context;
    if (!workspace) return;
    const linked = documentPaths(context).map((path) => targetOf(path, workspace));
    const missions = workspace.missions.filter((one) => !linked.includes(one.path));
    yield* titleOf(context, workspace, missions);
    yield* addressesOf(context, missions);
    yield* namesOf(context, workspace);
  },
  message(data) {
    if (data.kind === "name") return `"${data.name}" is confidential and belongs in no other mission's document.`;
    if (data.kind === "title") return `${data.path} is about the mission "${data.mission}" too.`;
    return `The ${data.of} URL is the one of the mission "${data.mission}".`;
  },
});

/** The title names the mission of another document, and the other one lies where that mission belongs. */
function* titleOf(
  context: RuleContext,
  workspace: Workspace,
  missions: readonly OtherMission[],
): Iterable<Found<Data>> {
  const { root } = context.alignment;
  const own = missionOf(context);
  if (own === "") return;
  const other = missions.find((one) => normaliseName(one.mission) === normaliseName(own));
  if (!other || wordsShared(own, other.path) <= wordsShared(own, workspace.path)) return;
  const related = [{ path: other.path, message: `The mission "${other.mission}" is described here.` }];
  yield { chunk: root.chunk, span: root.name, data: { kind: "title", mission: own, path: other.path }, related };
}

/** Addresses that another document has too, and whose hosts are named after that one's mission and not after ours. */
function* addressesOf(context: RuleContext, missions: readonly OtherMission[]): Iterable<Found<Data>> {
  const own = missionOf(context);
  const reported = new Set<string>();
  for (const { of, key, host, chunk, span } of missionAddresses(context)) {
    const other = missions.find((one) => one.addresses.includes(key) && wordsShared(one.mission, host) > 0);
    if (!other || wordsShared(own, host) >= wordsShared(other.mission, host) || reported.has(`${of} ${key}`)) continue;
    reported.add(`${of} ${key}`);
    const related = [{ path: other.path, message: `The mission "${other.mission}" is described here.` }];
    yield { chunk, span, data: { kind: "address", of, mission: other.mission }, related };
  }
}

/** Names of other clients, wherever they stand; a name in the document's own title is its own. */
function* namesOf(context: RuleContext, { confidentialNames }: Workspace): Iterable<Found<Data>> {
  const own = wordsOf(`${context.alignment.root.title} ${missionOf(context)}`);
  for (const name of confidentialNames) {
    if (own.includes(wordsOf(name))) continue;
    const at = new RegExp(`(?<![\\p{L}\\p{N}])${escapeRegExp(name)}(?![\\p{L}\\p{N}])`, "giu");
    for (const [chunk, { facts }] of context.document.chunks.entries()) {
      for (const { index, 0: found } of allMatches(facts.text, at)) {
        const span: Span = { start: index, end: index + found.length };
        yield { chunk, span, data: { kind: "name", name } };
      }
    }
  }
}

function wordsOf(text: string): string {
  return ` ${(normaliseName(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(" ")} `;
}
