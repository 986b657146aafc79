import type { Entity, EntityField } from "../system/entities.ts";

/** A field of a table that holds data about a person. */
export interface PersonalField {
  /** What it holds, in the plural: "e-mail addresses". */
  readonly kind: string;
  readonly table: Entity;
  readonly field: EntityField;
}

/** What the names of fields for data about persons end with, by what they hold. Their words are joined by `_`. */
const KINDS: readonly (readonly [kind: string, name: RegExp])[] = [
  ["e-mail addresses", /(?:^|_)e?_?mail(?:_?addr(?:ess)?)?$/u],
  [
    "phone numbers",
    /(?:^|_)(?:(?:tele)?phone|mobile|cell|msisdn|whatsapp)(?:_(?:number|no|nr))?$|(?:^|_)tel(?:_(?:number|no|nr))?$/u,
  ],
  ["dates of birth", /(?:^|_)(?:birth_?(?:date|day)|date_of_birth|dob|born(?:_on|_at)?)$/u],
  [
    "postal addresses",
    /^(?:address|addr|street|postal_address|(?:home|street|mailing|delivery|shipping|billing|customer|guest|client|patient)_address)(?:_(?:line)?_?\d)?$/u,
  ],
  ["names of people", /^(?:first|last|given|family|middle|full)_?names?$|^(?:fore|sur)names?$/u],
  [
    "identity numbers",
    /(?:^|_)(?:ssn|social_security(?:_(?:number|no))?|passport(?:_(?:number|no))?|national_id|ahv(?:_(?:number|no))?|nhs_number)$/u,
  ],
];

/** The first field of each kind of data about persons that the tables have, in the order of the document. */
export function personalFields(tables: readonly Entity[]): PersonalField[] {
  const found = new Map<string, PersonalField>();
  for (const table of tables) {
    for (const field of table.fields) {
      const kind = kindOf(field);
      if (kind !== undefined && !found.has(kind)) found.set(kind, { kind, table, field });
    }
  }
  return [...found.values()];
}

function kindOf({ name, type }: EntityField): string | undefined {
  // Whether somebody may be called is no number.
  if (/^bool/iu.test(type)) return undefined;
  const words = name.replace(/(\p{Ll})(\p{Lu})/gu, "$1_$2").toLowerCase();
  return KINDS.find(([, pattern]) => pattern.test(words))?.[0];
}
