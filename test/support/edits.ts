import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";

/*
 * Random edits of documents, such as change the meaning of all that follows.
 */

/** Whether tests may take a night in place of some seconds. */
export const IS_LONG = process.env.MECHANISM_LONG !== undefined;

const CORPUS = readdirSync("test/corpus", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => readFileSync(`test/corpus/${name}/MECHANISM.md`, "utf8"));

/** What authors type and paste, and what changes the meaning of all that follows. */
const PIECES = [
  ..."x .-*_`#|[]()<>:/\n\r",
  ..."Zäß桜😀\u0000\ufeff\u2028",
  "\r\n",
  "\n\n",
  "```\n",
  "\n```\n",
  "~~~",
  "<!--",
  "-->",
  "\n<div>\n",
  "\n</div>\n\n",
  "# New\n",
  "\n\n## Security Approach\n\n",
  "\n\n### Authentication\n\n",
  "\n\n#### Table: things\n\n**Fields:**\n- `id`: UUID (primary key)\n",
  "\n\n#### `POST /v1/things`\n\n**Authentication:** Required\n",
  "\n\n## A section of my own\n\n",
  "\n---\n",
  "\n===\n",
  "\n**Framework:** ",
  "\n- **Version:** 14.2\n",
  "**Why this choice:**\n",
  "\n- `owner_id`: UUID - foreign key to `users`\n",
  "\n[ref]: https://harbour.example\n",
  "[^1]: A note.\n",
  "[ref]",
  "[Your name]",
  "TBD",
  "N/A – not needed",
  "None",
  "No deviations from the standard stack.",
  "MongoDB",
  "PostgreSQL 16",
  "`GET /v1/rooms/{id}`",
  "`STRIPE_SECRET_KEY`",
  "\n| Name | Type |\n| --- | --- |\n| id | UUID |\n",
  "\n> quoted\n",
  "\n1. one\n",
  "    ",
  "<<<<<<< HEAD\n",
  "<!-- mechanism-ignore tbd-unresolved -- decided in May -->",
  "\n<!-- mechanism-ignore section-missing -- later -->\n",
  "\n\n### Deviation 1: Database\n\n**Standard:** PostgreSQL\n**Actual:** MongoDB\n**Reason:** the client has it\n**Approved By:** NLR on 2026-01-20\n",
];

/** One edit. */
export interface Step {
  /** Where, as a share of the text. */
  readonly place: number;
  /** To the next start of a line, of a heading, or nowhere else. */
  readonly near: "here" | "line" | "heading";
  readonly removed: number;
  readonly inserted: string;
}

const place = fc.double({ min: 0, max: 1, noNaN: true });

const anywhere: fc.Arbitrary<Step> = fc.record({
  place,
  near: fc.constantFrom("here", "line", "heading"),
  removed: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(60), fc.nat(1500)),
  inserted: fc.oneof(fc.constant(""), fc.constantFrom(...PIECES)),
});

/** What stands before a heading says to what it belongs. */
const beforeHeading: fc.Arbitrary<Step> = fc.record({
  place,
  near: fc.constant("heading"),
  removed: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) }),
  inserted: fc.constantFrom("", "#", " ", "  ", "   ", "\t", "> ", "- ", "\n"),
});

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: anywhere },
  { weight: 1, arbitrary: beforeHeading },
);

/** A document of some sections of one of the corpus: short, so that many can be read. */
export const someSections: fc.Arbitrary<string> = fc
  .record({
    text: fc.constantFrom(...CORPUS),
    keep: fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
    crlf: fc.boolean(),
  })
  .map(({ text, keep, crlf }) => {
    const parts = text.replaceAll("\r\n", "\n").split(/(?=\n## )/);
    const kept = parts.filter((_, i) => i === 0 || (i % 3 === 0 ? keep[i % 16] : keep[i % 16] && keep[(i * 7) % 16]));
    const short = kept.join("").slice(0, 9000);
    return crlf ? short.replaceAll("\n", "\r\n") : short;
  });

/** The span that an edit replaces in a text, in UTF-16 offsets. */
export function spanOf(text: string, { place, near, removed }: Step): { start: number; end: number } {
  const here = Math.floor(place * text.length);
  const found = near === "heading" ? text.indexOf("\n#", here) : near === "line" ? text.indexOf("\n", here) : here - 1;
  const start = found < 0 && near !== "here" ? text.length : found + 1;
  return { start, end: Math.min(text.length, start + removed) };
}

/** The text after an edit. */
export function applied(text: string, one: Step): string {
  const { start, end } = spanOf(text, one);
  return text.slice(0, start) + one.inserted + text.slice(end);
}
