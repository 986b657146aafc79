import { shift } from "../document/positions.ts";
import type { Deviation } from "../stack/deviations.ts";
import { mentionsIn } from "../stack/technologies.ts";
import type { Mention } from "../stack/technology.ts";
import { changeApproval, writeRecord } from "./approvalEdits.ts";
import { changedSince, nameOfUse, staleFor, uncoveredUses, useAt } from "./deviationCover.ts";
import { areaTitle } from "./deviationEntry.ts";
import {
  deviationAt,
  nameOf,
  recordOf,
  renameTechnology,
  requestedApproval,
  writtenTechnology,
} from "./deviationParts.ts";
import { defineRule, type Fix, type Found, type RuleContext } from "./rule.ts";

interface Data {
  /** What it is about: a part of the stack, or a field of the deviation. */
  readonly subject: string;
  readonly was: readonly string[];
  readonly is: readonly string[];
  readonly date: string;
  /** The entry. */
  readonly deviation: { readonly chunk: number; readonly heading: { readonly start: number; readonly end: number } };
  /** The finding stands at a field of the stack, and the entry is as it was approved. */
  readonly isInStack: boolean;
}

/** What was approved is no longer what the entry or the stack says. */
export const deviationStale = defineRule<Data>({
  id: "deviation-stale",
  scope: "document",
  severity: { draft: "warning", handoff: "error" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    for (const deviation of context.technologies.deviations) {
      const changed = changedSince(context, deviation);
      if (!changed) continue;
      const { value, was, is } = changed;
      const subject = `${value.schema.label} of ${nameOf(deviation)}`;
      const data = { subject, was, is, ...placeOf(deviation), isInStack: false };
      yield { chunk: deviation.chunk, span: value.span, data };
    }
    for (const use of uncoveredUses(context)) {
      const stale = staleFor(context, use);
      if (!stale || changedSince(context, stale.deviation)) continue;
      const { deviation } = stale;
      const was = stale.was.map((one) => one.name);
      const is = [nameOfUse(use)];
      const data = { subject: areaTitle(context, use), was, is, ...placeOf(deviation), isInStack: true };
      const related = [{ chunk: deviation.chunk, span: deviation.section.name, message: "This is what was approved." }];
      yield { chunk: use.chunk, span: use.mention.span, data, related };
    }
  },
  message: ({ subject, was, is, date }) =>
    `${subject} is ${is.join(" and ")}; the approval of ${date} is for ${was.join(" and ")}.`,
  fixes({ chunk, index, span, data }, context) {
    const deviation = deviationAt(context, data.deviation.chunk, data.deviation.heading);
    if (!deviation) return [];
    if (!data.isInStack) {
      const value = [deviation.actual, deviation.standard].find(
        (one) => one && chunk.start + one.span.start === span.start,
      );
      const text = value?.text ?? "";
      const changed = mentionsIn(text).filter((one) => data.is.includes(text.slice(one.span.start, one.span.end)));
      const back = goBack(text, changed, chunk.start + (value?.span.start ?? 0), data);
      const record = recordOf(context, deviation, data.date);
      const title = "Keep the approval: only the wording changed (changes the record)";
      const kept: Fix = { title, kind: "choice", edits: [writeRecord(context, deviation, record)] };
      return [...back, ...askAgain(context, deviation), kept];
    }
    const use = useAt(context, index, span.start - chunk.start);
    if (!use) return [];
    const { value } = use;
    const mention = { ...use.mention, span: shift(use.mention.span, -value.span.start) };
    return [
      ...goBack(value.text, [mention], chunk.start + value.span.start, data),
      ...askAgain(context, deviation, { was: data.was, is: nameOfUse(use), recorded: use.mention.technology.name }),
    ];
  },
});

function placeOf({ chunk, section, line }: Deviation): Pick<Data, "date" | "deviation"> {
  return { date: line.date, deviation: { chunk, heading: section.name } };
}

/** Writes what was approved in place of what is there, if it is one technology for one. */
function goBack(text: string, mentions: readonly Mention[], origin: number, { was }: Data): Fix[] {
  const [mention] = mentions;
  const [approved] = was;
  if (!mention || !approved || mentions.length > 1 || was.length > 1) return [];
  const title = `Go back to "${approved}" in place of "${writtenTechnology(text, mention)}"`;
  return [{ title, kind: "choice", edits: renameTechnology(text, mention, origin, approved) }];
}

/** Notes that somebody was asked again, about what the entry says or, with a change, about what the stack says. */
function askAgain(
  context: RuleContext,
  deviation: Deviation,
  change?: { readonly was: readonly string[]; readonly is: string; readonly recorded: string },
): Fix[] {
  const { today, document, policy } = context;
  const [approver] = policy.approvers;
  const { approval, actual } = deviation;
  if (!approval || today === undefined || approver === undefined) return [];
  const record = recordOf(context, deviation, today);
  const line = requestedApproval(approver, today);
  if (!change) {
    const title = `Note that ${approver} was asked again today (the approval stays as an earlier decision)`;
    return [{ title, kind: "choice", edits: changeApproval(context, deviation, { line, record }) }];
  }
  const origin = (document.chunks[deviation.chunk]?.start ?? 0) + (actual?.span.start ?? 0);
  const old = mentionsIn(actual?.text ?? "").filter((one) => change.was.includes(one.technology.name));
  const renamed = old.flatMap((one) => renameTechnology(actual?.text ?? "", one, origin, change.is));
  const names = record.actual.flatMap((one) => (change.was.includes(one) ? [] : [one]));
  const title = `Write "${change.is}" into ${nameOf(deviation)}, and note that ${approver} was asked again today (the approval stays as an earlier decision)`;
  const asked = changeApproval(context, deviation, {
    line,
    record: { ...record, actual: [change.recorded, ...names] },
  });
  return renamed.length === 0 ? [] : [{ title, kind: "choice", edits: [...renamed, ...asked] }];
}
