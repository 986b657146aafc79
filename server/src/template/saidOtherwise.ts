import type { FieldFact } from "../document/facts.ts";
import type { ChunkDigest } from "./digest.ts";
import { isInFence } from "./fencedEntries.ts";
import { matchEntryIn, namesField, namesSection } from "./matchSections.ts";
import { isHeadIn, isLabelIn, isNamedIn, isOwnList, maySay } from "./otherwise.ts";
import { isSameList } from "./sameList.ts";
import type { SchemaField, SchemaSection } from "./schema.ts";

/*
 * Whether a chunk says in another shape what the template asks for. Each is a question to the chunk's digest, so that it
 * is asked once, and asked again only of a chunk that changed; its key names all that the answer depends on.
 */

/**
 * The fields that a chunk lacks in whatever shape.
 *
 * @param names what its heading and those below it are called: a section of a field's name is the field
 */
export function missingFields(
  digest: ChunkDigest,
  schema: SchemaSection,
  names: readonly string[],
): readonly SchemaField[] {
  const key = ["missing", schema.path, ...names].join("\n");
  return digest.asks(key, (asked) => withoutThoseSaid(asked, schema, names), isSameList);
}

/**
 * Whether a label that is none of the holder's fields names a section, or a field that no section beside it has.
 *
 * @param holder what the chunk's own labels belong to; nothing if none of them is a field of the template
 */
export function isLabelled(digest: ChunkDigest, section: SchemaSection, holder: SchemaSection | undefined): boolean {
  return digest.asks(`labels ${holder?.path} ${section.path}`, (asked) => isLabelledIn(asked, section, holder));
}

/** Whether a label alone on its line names a section. */
export function isAlone(digest: ChunkDigest, section: SchemaSection): boolean {
  if (digest.isUnlabelled) return false;
  return digest.asks(`alone ${section.path}`, ({ facts }) =>
    facts.fields.some((fact) => isAloneOnLine(fact) && namesSection(section, fact)),
  );
}

/** Whether a section's name is a label, or a heading run into the text. */
export function isHead(digest: ChunkDigest, section: SchemaSection): boolean {
  return digest.asks(`head ${section.path}`, ({ words }) => isHeadIn(words, namesOf(section)));
}

/** Whether a line starts as an entry does, as in a table of endpoints. */
export function isListed(digest: ChunkDigest, kind: SchemaSection): boolean {
  return digest.asks(`listed ${kind.path}`, ({ words }) => matchEntryIn(kind, words.lines));
}

/** Whether at least two of an entry's fields are named. */
export function isDescribed(digest: ChunkDigest, kind: SchemaSection): boolean {
  return digest.asks(`described ${kind.path}`, ({ facts, words }) => {
    const isHere = (field: SchemaField): boolean =>
      facts.fields.some((fact) => namesField(field, fact)) || isNamedIn(words, namesOf(field));
    return kind.fields.filter(isHere).length >= 2;
  });
}

function withoutThoseSaid(
  digest: ChunkDigest,
  schema: SchemaSection,
  names: readonly string[],
): readonly SchemaField[] {
  const { facts } = digest;
  const { aligned, missing } = digest.fieldsOf(schema);
  if (missing.length === 0 || isOwnList(facts.blocks, facts.fields, digest.labelledFieldsOf(schema))) return [];
  const { words } = digest;
  const hasLabels = aligned.length > 0 || missing.some((field) => isLabelIn(words, namesOf(field)));
  // Where the template asks for prose besides fields, prose doesn't stand for the fields.
  if (schema.parent && schema.prose === undefined && !hasLabels && maySay(words, missing.length)) return [];
  return missing.filter((field) => {
    const own = namesOf(field);
    return !own.some((name) => names.includes(name)) && !isInFence(field, facts) && !isNamedIn(words, own);
  });
}

function isLabelledIn(digest: ChunkDigest, section: SchemaSection, holder: SchemaSection | undefined): boolean {
  const used = holder ? digest.labelledFieldsOf(holder) : [];
  const siblings = section.parent?.children.filter((one) => one !== section) ?? [];
  const isOnlyHere = (field: SchemaField, fact: FieldFact): boolean =>
    namesField(field, fact) && !siblings.some((one) => one.fields.some((other) => namesField(other, fact)));
  return digest.facts.fields
    .flatMap((fact) => [fact, ...fact.fields])
    .filter((fact) => !used.some((field) => field.fact === fact))
    .some((fact) => namesSection(section, fact) || section.fields.some((field) => isOnlyHere(field, fact)));
}

function isAloneOnLine(fact: FieldFact): boolean {
  return fact.strong && !fact.item && fact.inline.end === fact.inline.start;
}

function namesOf(part: SchemaField | SchemaSection): string[] {
  return [part.name, ...part.aliases];
}
