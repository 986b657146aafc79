import type { Span } from "../document/positions.ts";
import { isSame } from "../stack/standard.ts";
import { mentionsIn } from "../stack/technologies.ts";
import type { Mention } from "../stack/technology.ts";
import type { StackUse } from "../stack/uses.ts";
import type { SectionReader } from "../template/readings.ts";
import { type FieldValue, valuesOf } from "../template/values.ts";
import { defineRule, type Found } from "./rule.ts";

interface Data {
  readonly place: string;
  readonly says: string;
  readonly area: string;
  readonly chosen: string;
}

/** Where the document repeats which database it uses: the components of the system, its backups and its secrets. */
const PLACES = ["components", "backups", "secrets.required"];
/** A list of addresses and keys: each line is about one thing, and none compares. */
const SECRETS = "secrets.required";

/** Words by which a line tells of data that isn't kept in the mission's own database, or not any more. */
const FOREIGN =
  /\b(?:(?:client|customer)(?:['’]s|s['’](?!\w))|their|legacy|existing|old|former\w*|previous\w*|import\w*|reads?|read-only|sync\w*|cop(?:y|ied|ies)|sources?|fed|feeds?|external|migrat\w*|warehouse|analytics|reports?|archive\w*|until|instead|place of|unlike)\b/iu;

/** A value that names databases. */
interface Repeated {
  readonly value: FieldValue;
  readonly databases: readonly Mention[];
}

const REPEATED: SectionReader<Repeated> = {
  isAbout: ({ schema }) => schema?.fields.some((field) => PLACES.includes(field.role)) ?? false,
  read: (facts, section, { conventions }) =>
    valuesOf(section, facts, conventions).flatMap((value) => {
      if (!PLACES.includes(roleOf(value, section.schema?.fields ?? []))) return [];
      const databases = mentionsIn(value.text).filter((one) => one.technology.kinds.includes("database"));
      return databases.length > 0 ? [{ value, databases }] : [];
    }),
};

/** Another part of the document names another database than the stack. */
export const technologyContradiction = defineRule<Data>({
  id: "technology-contradiction",
  scope: "document",
  severity: { draft: "warning", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { technologies, readings } = context;
    const part = technologies.parts.find((one) => one.area === "stack.database");
    const products = part?.uses.filter((use) => use.choice === "product") ?? [];
    const [chosen] = products;
    if (!part || !chosen) return;
    for (const { section, values } of readings.gather(REPEATED)) {
      if (!section.schema || section.notApplicable) continue;
      for (const { value, databases } of values) {
        const isList = roleOf(value, section.schema.fields) === SECRETS;
        // A place that names the database too tells of others beside it; in a list that is a line.
        const around = (span: Span): string => (isList ? lineAround(value.text, span) : value.text);
        const isBeside = (span: Span): boolean =>
          mentionsIn(around(span)).some((one) => isChosen(products, one.technology));
        const first = databases.find(({ span }) => !isBeside(span) && !FOREIGN.test(lineAround(value.text, span)));
        if (!first || (!isList && mentionedIn(part.values, first.technology))) continue;
        const start = value.span.start + first.span.start;
        const data = {
          place: value.schema.label,
          says: first.technology.name,
          area: part.section.title,
          chosen: chosen.mention.technology.name,
        };
        const related = [{ chunk: chosen.chunk, span: chosen.mention.span, message: "The stack says it here." }];
        yield { chunk: section.chunk, span: { start, end: value.span.start + first.span.end }, data, related };
        return;
      }
    }
  },
  message: ({ place, says, area, chosen }) => `${place} says ${says}, ${area} says ${chosen}.`,
  fixes: ({ span, data }) => [
    {
      title: `Write "${data.chosen}" in place of "${data.says}"`,
      kind: "choice",
      edits: [{ span, text: data.chosen }],
    },
  ],
});

/** The role of a value, or of the field that it stands below. */
function roleOf(value: FieldValue, fields: readonly FieldValue["schema"][]): string {
  const owner = fields.find((field) => field === value.schema || field.fields.includes(value.schema));
  return owner?.role ?? value.schema.role;
}

function isChosen(uses: readonly StackUse[], technology: StackUse["mention"]["technology"]): boolean {
  return uses.some((use) => isSame(use.mention.technology, technology));
}

/** Whether the stack's own fields speak of a technology, such as the one that data comes from. */
function mentionedIn(values: readonly FieldValue[], technology: StackUse["mention"]["technology"]): boolean {
  return values.some((value) => mentionsIn(value.text).some((one) => isSame(one.technology, technology)));
}

/** The line of a text that holds a span. */
function lineAround(text: string, { start, end }: Span): string {
  const next = text.indexOf("\n", end);
  return text.slice(text.lastIndexOf("\n", start) + 1, next < 0 ? text.length : next);
}
