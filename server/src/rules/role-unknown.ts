import type { RoleField } from "../system/access.ts";
import { type UnknownRole, unknownRoles } from "./roleNames.ts";
import { defineRule, type Edit, type Fix, type Found, type RuleContext } from "./rule.ts";

interface Data {
  readonly name: string;
  readonly values: readonly string[];
  readonly inPermissions: boolean;
}

/** Permissions are given to a role that nobody can have, because the field for it has no such value. */
export const roleUnknown = defineRule<Data>({
  id: "role-unknown",
  scope: "document",
  severity: { draft: "information", handoff: "information" },
  *check(_facts, _root, { system }): Iterable<Found<Data>> {
    for (const { name, mentions, field } of unknownRoles(system)) {
      const [{ chunk, span }] = mentions;
      const values = field.values.map((value) => value.name);
      const inPermissions = system.permissionRoles.some((one) => one.chunk === chunk && one.span.start === span.start);
      const related = [{ chunk: field.entity.chunk, span: field.field.span, message: "The role field." }];
      yield { chunk, span, data: { name, values, inPermissions }, related };
    }
  },
  message: ({ name, values, inPermissions }) =>
    `${inPermissions ? "Permissions name" : "An endpoint names"} "${name}"; the role field has ${values.join(", ")}.`,
  fixes({ data }, context) {
    const role = unknownRoles(context.system).find((one) => one.name === data.name);
    return role ? [...renaming(role, context), ...adding(role, context)] : [];
  },
});

/** Writes the value that may be meant wherever the name stands. */
function renaming({ name, mentions, closest }: UnknownRole, context: RuleContext): Fix[] {
  if (closest === undefined) return [];
  const edits = mentions.map(({ chunk, span }): Edit => {
    const origin = context.document.chunks[chunk]?.start ?? 0;
    return { span: { start: origin + span.start, end: origin + span.end }, text: closest };
  });
  return [{ title: `Write "${closest}" in place of "${name}"`, kind: "choice", edits }];
}

/** Adds the name to the values of the field, joined to the last as that is to the one before. */
function adding({ name, field }: UnknownRole, context: RuleContext): Fix[] {
  const [before, last] = field.values.slice(-2);
  const chunk = context.document.chunks[last?.chunk ?? -1];
  if (!before || !last || !chunk) return [];
  const between = chunk.facts.text.slice(before.span.end, last.span.start);
  // A remark behind a value is not for the next one.
  const joint = between.replace(/[ \t]*(?:\/\/|--|#)[^\r\n]*/gu, "");
  if (/[\p{L}\p{N}]/u.test(joint.replace(/\b(?:or|and)\b/giu, ""))) return [];
  const at = chunk.start + last.span.end;
  const text = `${joint}${spelledLike(field, name)}`;
  return [
    { title: `Add "${name}" to the role field`, kind: "choice", edits: [{ span: { start: at, end: at }, text }] },
  ];
}

/** A name as the field writes its values. */
function spelledLike({ values }: RoleField, name: string): string {
  const joined = name.replace(/\s+/g, "_");
  if (values.every((value) => value.name === value.name.toUpperCase())) return joined.toUpperCase();
  return values.every((value) => value.name === value.name.toLowerCase()) ? joined.toLowerCase() : name;
}
