import type { ChunkFacts, CodeBlock } from "../document/facts.ts";
import { normaliseName } from "../document/text.ts";
import type { Readings, SectionReader } from "../template/readings.ts";
import type { Schema, SchemaField } from "../template/schema.ts";
import { type AskedRole, rolesAsked } from "./askedRoles.ts";
import type { Endpoint } from "./endpoints.ts";
import type { Entity, EntityField, Named } from "./entities.ts";
import { type PermissionNames, rolesListedIn } from "./permissions.ts";
import { type NamedValues, valuesBeside, valuesNamedInCode } from "./roleValues.ts";

/** A role of people (`admin`, `user`) where a document names it. */
export interface RoleMention extends Named {
  readonly chunk: number;
}

/** A field of an entity that says which role somebody has, with the values that the schema lists for it. */
export interface RoleField {
  readonly entity: Entity;
  readonly field: EntityField;
  /** At least one. */
  readonly values: readonly RoleMention[];
}

/** A word by which an endpoint says who may use it: `Required (admin or editor)`, "role `admin`". */
export interface EndpointRole extends RoleMention {
  /** It is called a role. Else it is one of several words, of which any may be something else, such as a cookie. */
  readonly called: boolean;
  /** The words beside it, by name: if one of them is a role, this is likely one. */
  readonly beside: readonly string[];
}

/** What the section about permissions means to the rules. */
const SECTION = "security.authorization";

/** The roles that the permissions list, in the document's order. */
export function readPermissionRoles(readings: Readings): RoleMention[] {
  return readings.gather(PERMISSIONS).flatMap(({ chunk, values }) => values.map((one) => ({ ...one, chunk })));
}

const PERMISSIONS: SectionReader<Omit<RoleMention, "chunk">> = {
  isAbout: ({ schema, untouched, notApplicable, weak }) =>
    schema?.role === SECTION && !untouched && !notApplicable && !weak,
  read: (facts, section, schema) => rolesListedIn(section, facts, permissionNames(schema)),
};

/**
 * The fields of entities that hold a role and list its values, in the document's order.
 *
 * @param entities those of the same document
 */
export function readRoleFields(readings: Readings, entities: readonly Entity[]): RoleField[] {
  const { role } = permissionNames(readings.alignment.schema);
  const ends = role?.aliases.map((alias) => alias.replaceAll(" ", "")) ?? [];
  // Few of many fields come near: that is seen without an expression.
  const mayBeRole = (name: string): boolean => {
    const letters = name.toLowerCase().replaceAll("_", "");
    return ends.some((end) => letters.includes(end));
  };
  const candidates = entities.flatMap((entity) =>
    entity.fields.flatMap((field, i) =>
      mayBeRole(field.name) && isRoleName(field.name, role) ? [{ entity, field, next: entity.fields[i + 1] }] : [],
    ),
  );
  if (candidates.length === 0) return [];
  const named = readings
    .gather(NAMED_VALUES)
    .flatMap(({ chunk, values }) => values.map((one): ValuesInChunk => ({ ...one, chunk })));
  return candidates.flatMap(({ entity, field, next }): RoleField[] => {
    const facts = readings.factsAt(entity.chunk);
    const listed = facts ? valuesBeside(facts, field, next) : [];
    const beside = listed.map((value) => ({ ...value, chunk: entity.chunk }));
    const values = beside.length > 0 ? beside : elsewhere(field, entity.chunk, named);
    return values.length > 0 ? [{ entity, field, values }] : [];
  });
}

/** What endpoints call those who may use them, in the document's order. */
export function readEndpointRoles(schema: Schema, endpoints: readonly Endpoint[]): EndpointRole[] {
  const words = permissionNames(schema).role?.aliases.filter((alias) => !alias.includes(" ")) ?? [];
  // Most endpoints say the same.
  const asked = new Map<string, readonly AskedRole[]>();
  return endpoints.flatMap(({ chunk, authentication, unfilled }) => {
    if (!authentication || unfilled) return [];
    const { text, span } = authentication;
    const roles = asked.get(text) ?? rolesAsked(text, words);
    asked.set(text, roles);
    return roles.map((role) => ({
      ...role,
      chunk,
      span: { start: span.start + role.span.start, end: span.start + role.span.end },
    }));
  });
}

/** The template's field that lists the permissions, and the one below it that stands for a role. */
function permissionNames(schema: Schema): PermissionNames {
  const section = schema.sections.find((one) => one.role === SECTION);
  const list = section?.fields.find((field) => field.role === "access.permissions");
  return { list, role: list?.fields.find((field) => field.role === "access.role") };
}

/** Whether a field's name says that it holds a role: `role`, `user_role`, `staffRole`. */
function isRoleName(name: string, role: SchemaField | undefined): boolean {
  const words = normaliseName(name.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").replace(/_/g, " "));
  return role?.aliases.some((alias) => words === alias || words.endsWith(` ${alias}`)) ?? false;
}

interface ValuesInChunk extends NamedValues {
  readonly chunk: number;
}

const NAMED_VALUES: SectionReader<NamedValues> = {
  isAbout: (section) => section.shape === "heading",
  read: (facts) => valuesNamedInCode(facts, codeIn(facts)),
};

function codeIn(facts: ChunkFacts): CodeBlock[] {
  return facts.blocks.flatMap((block) => (block.kind === "code" ? [block] : []));
}

/** The values of a field whose type is an enum of that name, or which a check limits. */
function elsewhere(field: EntityField, chunk: number, named: readonly ValuesInChunk[]): RoleMention[] {
  const type = /^["'`]?(?:[\p{L}\p{N}_]+\.)?(?<name>[\p{L}_][\p{L}\p{N}_]*)/u
    .exec(field.type)
    ?.groups?.name?.toLowerCase();
  const own =
    named.find((one) => one.name === type) ??
    named.find((one) => one.chunk === chunk && one.name === field.name.toLowerCase());
  return own?.values.map((value) => ({ ...value, chunk: own.chunk })) ?? [];
}
