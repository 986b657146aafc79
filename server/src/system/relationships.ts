import type { BlockFact, ChunkFacts } from "../document/facts.ts";
import { allMatches } from "../document/matches.ts";
import type { Span } from "../document/positions.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { isExampleLabel } from "../template/conventions.ts";
import type { Readings, SectionReader } from "../template/readings.ts";
import type { Schema } from "../template/schema.ts";
import { codeIn } from "./code.ts";
import type { Named } from "./entities.ts";
import { rowsOf } from "./tables.ts";

/** A relationship between entities: `users → orders: one-to-many`, `(:User)-[:PLACED]->(:Order)`. */
export interface Relationship {
  readonly chunk: number;
  /** The names that stand at its ends, in the order of the text. */
  readonly ends: readonly Named[];
  /** The line or code that says it. */
  readonly span: Span;
}

type RelationshipFacts = Omit<Relationship, "chunk">;

const NAME = "[\\p{L}_][\\p{L}\\p{N}_]{0,80}";
/** The end of a relationship: a name, in any markup, perhaps with its field. */
const END = `[\`*_"]{0,3}(?:${NAME}\\.(?=${NAME}\\s*[\`*_"]{0,3}\\s*(?:→|->|<-|—>|–>)))?(?<!\\w)(${NAME})(?:\\.${NAME})?[\`*_"]{0,3}`;
const ARROW = "(?:→|←|↔|<?[-–—=]{1,3}>|<[-–—=]{1,3}>?|⟶|⇒)";
const ARROWS = new RegExp(
  `^\\s*(?:[-*+]\\s+|\\d+[.)]\\s+)?(?:\\[[ xX]\\]\\s+)?[^\\p{L}\\p{N}\`*_"(\\[]{0,8}${END}(?:\\s*${ARROW}\\s*${END}){1,4}`,
  "u",
);
const ONE_END = new RegExp(`(?<![\\p{L}\\p{N}_.])(${NAME})`, "gu");
/** A node in a graph pattern: `(:User)`, `(u:User {id: 1})`, `(User)`. */
const NODE = new RegExp(`\\(\\s*(?:${NAME})?\\s*:\\s*(${NAME})(?:\\s*(?::|\\|)\\s*:?(${NAME}))?[^()]{0,200}\\)`, "gu");
/** A pattern of nodes with an edge between them. */
const PATTERN = /\)\s*(?:<?-{1,2}(?:\[[^\]]{0,200}\])?-{1,2}>?|<?-{1,2}>?)\s*\(/u;
/** A line of an entity relationship diagram: `USERS ||--o{ ORDERS : places`. */
const DIAGRAM = new RegExp(
  `^\\s*(${NAME})\\s+(?:\\|\\||\\|o|\\}o|\\}\\||o\\||\\|\\{|o\\{)(?:--|\\.\\.)(?:\\|\\||\\|o|o\\{|\\|\\{|o\\||\\}\\|)\\s+(${NAME})`,
  "u",
);

/** The relationships of a document, in its order. */
export function readRelationships(readings: Readings): Relationship[] {
  return readings.gather(RELATIONSHIPS).flatMap(({ chunk, values }) => values.map((one) => ({ ...one, chunk })));
}

const RELATIONSHIPS: SectionReader<RelationshipFacts> = {
  isAbout: (section) => section.shape === "heading" && isAboutRelationships(section),
  read: (facts, _section, schema) => relationshipsIn(facts, schema),
};

function isAboutRelationships(section: AlignedSection): boolean {
  if (section.untouched) return false;
  for (let one: AlignedSection | undefined = section; one; one = one.parent) {
    if (one.notApplicable) return false;
    if (one.schema) return one.schema.role === "relationships";
  }
  return false;
}

function relationshipsIn(facts: ChunkFacts, schema: Schema): RelationshipFacts[] {
  const { text } = facts;
  const examples = facts.fields.filter((field) => isExampleLabel(field.label, schema.conventions));
  const own = facts.blocks.filter((block) => !examples.some((one) => one.blocks.includes(block)));
  const told = own.flatMap((block) => linesOf(block).flatMap((line) => relationshipIn(text, line)));
  const listed = own.flatMap((block) =>
    block.kind === "table" ? rowsOf(block).flatMap((row) => rowIn(text, row.cells, row.span)) : [],
  );
  const diagrams = codeIn(facts)
    .filter(({ language, code }) => language === "mermaid" && /^\s*erDiagram\b/.test(code))
    .flatMap(({ lines }) => lines.flatMap((line) => diagramLine(text, line)));
  return [...told, ...listed, ...diagrams].sort((a, b) => a.span.start - b.span.start);
}

/** The lines of text in a block, each item of a list by its own. */
function linesOf(block: BlockFact): Span[] {
  if (block.kind === "list") return block.items.map((item) => ({ start: item.text.start, end: item.text.end }));
  return block.kind === "paragraph" ? [...block.lines] : [];
}

/** The relationship that a line starts with; else the graph patterns in it. */
function relationshipIn(text: string, span: Span): RelationshipFacts[] {
  const line = text.slice(span.start, span.end);
  const arrows = ARROWS.exec(line);
  if (arrows) return [{ ends: namesIn(arrows[0], span.start), span }];
  if (!PATTERN.test(line)) return [];
  const ends = allMatches(line, NODE).flatMap((match) => nodeNames(match, span.start));
  return ends.length < 2 ? [] : [{ ends, span }];
}

/** The names between the arrows of a text, each the first word of its part. */
function namesIn(text: string, at: number): Named[] {
  return allMatches(text, new RegExp(`(?:(?!${ARROW}).)+`, "gsu")).flatMap(({ 0: part, index }) => {
    const first = allMatches(part, ONE_END)[0];
    const name = first?.[1];
    if (!first || name === undefined) return [];
    const start = at + index + first.index;
    return [{ name, span: { start, end: start + name.length } }];
  });
}

function nodeNames(match: RegExpExecArray, at: number): Named[] {
  const [whole, ...labels] = match;
  let from = 0;
  return labels.flatMap((name) => {
    if (name === undefined) return [];
    // Labels stand behind a colon; the variable before it may have the same name.
    from = whole.indexOf(name, whole.indexOf(":", from));
    const start = at + match.index + from;
    from += name.length;
    return [{ name, span: { start, end: start + name.length } }];
  });
}

/** A row whose first two cells are names: from and to. */
function rowIn(text: string, cells: readonly Span[], span: Span): RelationshipFacts[] {
  const [first, second] = cells;
  if (!first || !second) return [];
  const whole = relationshipIn(text, first);
  if (whole.length > 0) return whole;
  const ends = [first, second].flatMap((cell) => {
    const source = text.slice(cell.start, cell.end);
    const name = new RegExp(`^[\`*_"]{0,3}(${NAME})(?:\\.${NAME})?[\`*_"]{0,3}$`, "u").exec(source)?.[1];
    const start = cell.start + source.indexOf(name ?? "");
    return name === undefined ? [] : [{ name, span: { start, end: start + name.length } }];
  });
  return ends.length === 2 ? [{ ends, span }] : [];
}

function diagramLine(text: string, span: Span): RelationshipFacts[] {
  const line = text.slice(span.start, span.end);
  const [whole, first, second] = DIAGRAM.exec(line) ?? [];
  if (whole === undefined || first === undefined || second === undefined) return [];
  const from = span.start + line.indexOf(first);
  const to = span.start + whole.length - second.length;
  return [
    {
      ends: [
        { name: first, span: { start: from, end: from + first.length } },
        { name: second, span: { start: to, end: to + second.length } },
      ],
      span,
    },
  ];
}
