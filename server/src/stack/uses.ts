import { contains, type Span, shift } from "../document/positions.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { absenceOf } from "../template/conventions.ts";
import type { Readings, SectionReader } from "../template/readings.ts";
import { openPlaceholders } from "../template/unfilled.ts";
import { type FieldValue, valuesOf } from "../template/values.ts";
import { AREA_KINDS } from "./stack.ts";
import { mentionsIn } from "./technologies.ts";
import type { Mention } from "./technology.ts";

/** What a field of the stack chooses. */
export type Choice = "product" | "language" | "hosting";

/** A technology that the document chooses for a part of the stack. Spans are UTF-16 offsets in the chunk. */
export interface StackUse {
  readonly section: AlignedSection;
  readonly chunk: number;
  /** The role of the part of the stack, such as `stack.database`. */
  readonly area: string;
  readonly choice: Choice;
  readonly value: FieldValue;
  readonly mention: Mention;
}

/** A part of the stack as the document describes it. */
export interface StackPart {
  readonly section: AlignedSection;
  readonly area: string;
  readonly values: readonly FieldValue[];
  readonly uses: readonly StackUse[];
}

/** The fields that choose something, with what they choose. A product is a framework or a database. */
export const FIELD_CHOICES: Readonly<Record<string, Choice>> = {
  "stack.framework": "product",
  "stack.type": "product",
  "stack.language": "language",
  "stack.hosting": "hosting",
};

/** The parts of the stack that a document has, in its order, each with the technologies that it chooses. */
export function stackParts(readings: Readings): StackPart[] {
  return readings.gather(PARTS).flatMap(({ section, chunk, values }) =>
    values.map(({ uses, ...part }): StackPart => {
      return { ...part, section, uses: uses.map((use) => ({ ...use, section, chunk })) };
    }),
  );
}

/** What one section says, wherever it stands. */
interface PartRead extends Omit<StackPart, "section" | "uses"> {
  readonly uses: readonly UseRead[];
}

type UseRead = Omit<StackUse, "section" | "chunk">;

const PARTS: SectionReader<PartRead> = {
  isAbout: ({ schema, notApplicable, untouched }) => (schema?.role ?? "") in AREA_KINDS && !notApplicable && !untouched,
  read(facts, section, schema, definitions) {
    const area = section.schema?.role ?? "";
    const { conventions } = schema;
    const values = valuesOf(section, facts, conventions).filter((value) => !absenceOf(value.text, conventions));
    // "[PostgreSQL / MySQL / etc.]" is a choice that nobody has made yet.
    const open = openPlaceholders(facts, section, schema, definitions);
    const uses = values.flatMap((value) => usesIn(area, value));
    const made = uses.filter(({ mention }) => !open.some((one) => contains(one.span, mention.span)));
    return [{ area, values, uses: made }];
  },
};

/** What one value chooses; a composite value says more than its label asks. */
function usesIn(area: string, value: FieldValue): UseRead[] {
  const asked = FIELD_CHOICES[value.schema.role];
  if (asked === undefined) return [];
  const mentions = mentionsIn(value.text);
  const said = saidIn(value.text);
  const outside = mentions.filter(({ span }) => said.some((part) => part.start <= span.start && span.end <= part.end));
  // "Relational (PostgreSQL)" chooses what stands in its parentheses.
  const fits = (one: Mention): boolean => choiceOf(one, area, asked) === asked;
  const chosen = outside.some(fits) ? outside : [...outside, ...mentions.filter(fits).slice(0, 1)];
  return chosen.flatMap((mention) => {
    const choice = choiceOf(mention, area, asked);
    if (choice === undefined) return [];
    return [{ area, choice, value, mention: { ...mention, span: shift(mention.span, value.span.start) } }];
  });
}

/**
 * What a technology is chosen as in a part of the stack: what its field asks for if it can be that, else what it is.
 * Nothing for what no such part chooses.
 */
export function choiceOf({ technology }: Mention, area: string, asked?: Choice): Choice | undefined {
  const can = (choice: Choice): boolean => {
    if (choice === "language") return technology.kinds.includes("language");
    if (choice === "hosting") return technology.kinds.includes("hosting");
    return technology.kinds.some((kind) => AREA_KINDS[area]?.includes(kind));
  };
  if (asked !== undefined && can(asked)) return asked;
  return (["product", "language", "hosting"] as const).find(can);
}

/** What turns a value into a remark: what stands behind is no choice. */
const REMARK = /\s[–—-]\s|;|\.\s|\s(?:instead of|rather than|not|never|without|unlike|no longer|formerly|see)\s/iu;

/** Whether a bracket opens the text of a link. */
function isLink(text: string, at: number): boolean {
  return text.charAt(text.indexOf("]", at) + 1) === "(";
}

/** The parts of a value that choose something: outside of parentheses and brackets, and before a remark. */
function saidIn(text: string): Span[] {
  const end = REMARK.exec(text)?.index ?? text.length;
  const parts: Span[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i <= end; i++) {
    const char = i === end ? "" : text[i];
    if (char === "(" || (char === "[" && !isLink(text, i))) {
      if (depth++ === 0) parts.push({ start, end: i });
    } else if ((char === ")" || char === "]") && depth > 0) {
      if (--depth === 0) start = i + 1;
    } else if (i === end && depth === 0) parts.push({ start, end });
  }
  return parts;
}
