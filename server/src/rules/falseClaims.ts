import { contains, type Span, shift } from "../document/positions.ts";
import { areasNamed } from "../stack/deviations.ts";
import { isSame, outsideStandard } from "../stack/standard.ts";
import { mentionsIn } from "../stack/technologies.ts";
import type { StackUse } from "../stack/uses.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { type Claim, claimsIn } from "./claims.ts";
import { isCovered, isStanding } from "./deviationCover.ts";
import { factsOf, type RuleContext } from "./rule.ts";

/** A claim of conformity that isn't true. Spans are UTF-16 offsets in the chunk. */
export interface FalseClaim {
  readonly chunk: number;
  readonly span: Span;
  /** What it is wrong about. */
  readonly uses: readonly StackUse[];
}

/**
 * The claims in the stack's own text, and in the reasons of its parts, that the stack doesn't keep. What an entry covers
 * makes a claim false only where the reason for that very product opens with it: elsewhere the sentence may be about
 * what is standard, and the entry says the rest. What an organisation has approved once for all contradicts nothing.
 */
export function falseClaims(context: RuleContext): FalseClaim[] {
  const { alignment, schema, technologies, policy } = context;
  const phrases = schema.sections.flatMap((section) => section.claims);
  const deviation = entryWord(context);
  const outside = technologies.parts.map((part) => ({ part, uses: outsideStandard(policy.stack, part) }));
  const open = outside.flatMap(({ uses }) => uses).filter((use) => !isCovered(context, use));
  const isAbout = ({ sentence }: Claim, use: StackUse): boolean => {
    const areas = areasNamed(sentence, schema);
    const named = mentionsIn(sentence);
    return (
      (areas.length === 0 || areas.includes(use.area)) &&
      (named.length === 0 || named.some((one) => isSame(one.technology, use.mention.technology)))
    );
  };
  const inText = (chunk: number, { text, start }: Text, uses: (claim: Claim) => readonly StackUse[]): FalseClaim[] =>
    claimsIn(text, phrases, deviation).flatMap((claim) => {
      const about = uses(claim).filter((use) => isAbout(claim, use));
      return about.length > 0 ? [{ chunk, span: shift(claim.span, start), uses: about }] : [];
    });
  const section = alignment.sections.find((one) => one.shape === "heading" && (one.schema?.claims.length ?? 0) > 0);
  const own = section ? ownTexts(context, section).flatMap((text) => inText(section.chunk, text, () => open)) : [];
  const reasons = outside.flatMap(({ part, uses }) =>
    part.values
      .filter((value) => value.schema.role === "stack.reason")
      .flatMap(({ text, span }) =>
        inText(part.section.chunk, { text, start: span.start }, ({ isFirst }) =>
          uses.filter((use) => open.includes(use) || (isFirst && isPlain(context, use))),
        ),
      ),
  );
  return [...own, ...reasons];
}

/** Whether a use that an entry covers is what the reason of its part is about. */
function isPlain(context: RuleContext, use: StackUse): boolean {
  return use.choice === "product" && !isStanding(context, use);
}

interface Text {
  readonly text: string;
  /** UTF-16 offset in the chunk. */
  readonly start: number;
}

/** The paragraphs and items of a section that belong to no label. */
function ownTexts(context: RuleContext, section: AlignedSection): Text[] {
  const facts = factsOf(context, section);
  const spans = facts.blocks.flatMap((block) => {
    if (block.kind === "paragraph") return [block.span];
    return block.kind === "list" ? block.items.filter((item) => !item.field).map((item) => item.text) : [];
  });
  return spans
    .filter((span) => !facts.fields.some((field) => contains(span, field.name) || contains(field.span, span)))
    .map((span) => ({ text: facts.text.slice(span.start, span.end), start: span.start }));
}

/** What the template calls an entry of the deviations: the words before the entry's number. */
function entryWord({ schema }: RuleContext): string {
  const title = schema.sections.find((one) => one.role === "deviation")?.title ?? "";
  return /^[\p{L}\s]*/u.exec(title)?.[0].trim() ?? "";
}
