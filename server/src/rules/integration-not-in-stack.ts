import { endOfLine, listMarker, startOfLine } from "../document/lines.ts";
import { contains } from "../document/positions.ts";
import { isSameService, tellingWords } from "../system/serviceNames.ts";
import { fieldsIn } from "../template/unfilled.ts";
import { defineRule, type Edit, type Found, factsOf, type RuleContext } from "./rule.ts";
import { keyReminder, naming, openSpans, SERVICES, textOf } from "./serviceParts.ts";

interface Data {
  readonly name: string;
  /** As the template calls the part of the stack. */
  readonly section: string;
}

/** An integration is described that the stack doesn't list among its services. */
export const integrationNotInStack = defineRule<Data>({
  id: "integration-not-in-stack",
  scope: "document",
  severity: { draft: "information", handoff: "information" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { alignment, system } = context;
    const stack = alignment.sections.find((one) => one.schema?.role === SERVICES);
    if (!stack?.schema || stack.untouched || stack.notApplicable || stack.weak) return;
    // What a half-filled list will hold nobody knows, and one that isn't there has its own finding.
    const list = fieldsIn(stack, factsOf(context, stack)).find((field) => field.schema.role === "services");
    const isOpen = list && openSpans(context, stack).some((span) => contains(list.fact.span, span));
    if (isOpen || system.services.length === 0) return;
    const candidates = system.integrations.filter(
      (one) => !one.section.weak && !system.services.some((service) => isSameService(service, one)),
    );
    if (candidates.length === 0) return;
    const isNamed = naming(statedText(context));
    for (const { name, technology, section, chunk, span } of candidates) {
      const isUnfilled = openSpans(context, section).some((one) => one.start < span.end && one.end > span.start);
      const canTell = technology !== undefined || tellingWords(name).length > 0;
      if (isUnfilled || !canTell || isNamed({ name, technology })) continue;
      yield { chunk, span, data: { name, section: stack.schema.title } };
    }
  },
  message: ({ name, section }) => `Integration "${name}" is not among ${section}.`,
  fixes({ data }, context) {
    const edits = addService(context, data.name);
    return edits.length === 0 ? [] : [{ title: `Add "${data.name}" to "${data.section}"`, kind: "safe", edits }];
  },
});

/** What the stack says, and the fields that name what watches over the system. */
function statedText(context: RuleContext): string {
  const { sections } = context.alignment;
  return textOf(
    context,
    sections.filter((one) => one.schema?.role === "stack" || one.schema?.role.startsWith("stack.") || isWatch(one)),
  );
}

function isWatch({ schema }: { readonly schema: { readonly role: string } | undefined }): boolean {
  return schema?.role === "monitoring" || schema?.role === "security.authentication";
}

/** Adds a service with the template's placeholder behind the last one of the list. */
function addService(context: RuleContext, name: string): Edit[] {
  const { document, system } = context;
  const last = system.services.at(-1);
  const chunk = last && document.chunks[last.chunk];
  if (!last || !chunk) return [];
  const start = chunk.start + last.item.start;
  const lineStart = startOfLine(document.text, start);
  const line = document.text.slice(lineStart, endOfLine(document.text, start));
  const mark = listMarker(line);
  // Only a list takes one more; a table or a sentence is left to its author.
  if (mark === "" || lineStart + mark.trimEnd().length <= start) return [];
  const isBold = factsOf(context, last.section).text.slice(0, last.span.start).endsWith("**");
  const at = endOfLine(document.text, chunk.start + last.item.end);
  const reminder = keyReminder(context);
  const label = isBold ? `**${name}:**` : `${name}:`;
  return [{ span: { start: at, end: at }, text: `\n${mark}${label}${reminder === undefined ? "" : ` ${reminder}`}` }];
}
