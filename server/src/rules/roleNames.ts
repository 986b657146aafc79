import type { EndpointRole, RoleField, RoleMention } from "../system/access.ts";
import type { SystemModel } from "../system/model.ts";
import { closestName } from "./closest.ts";

/*
 * Which of the roles that a document names its schema doesn't know.
 */

/** A role that the schema doesn't have, at its first mention. */
export interface UnknownRole {
  readonly name: string;
  /** Where the document names it, in its order; at least one place. */
  readonly mentions: readonly [RoleMention, ...RoleMention[]];
  /** The field that it should be a value of. */
  readonly field: RoleField;
  /** The value that may be meant. */
  readonly closest: string | undefined;
}

/** Who isn't kept as a role: people who aren't signed in, whoever owns something, machines, and words of the kind "all". */
const NO_ROLE =
  /(?:^|[\s_-])(?:guests?|visitors?|anonymous|anon|any|anyone|anybody|every|everyone|everybody|public|unauthenticated|authenticated|unsigned|signed|logged|owners?|authors?|self|own|others?|rest|all|nobody|none|system|services?|cron|jobs?|workers?|bots?|webhooks?|api|machines?|scripts?|only|roles?)(?:$|[\s_-])/iu;
/** What stands in a list of permissions and is no role. */
const NO_PERSON =
  /^(?:notes?|remarks?|exceptions?|defaults?|rules?|examples?|read|write|view|see|list|create|add|update|edit|change|delete|remove|export|import|manage|approve|everything|nothing|permissions?|access|scope|scopes|audit|mfa|session|sessions|cookie|cookies|token|tokens|bearer|jwt|key|keys|signature|header|password|otp|ticket|secret|optional|required|open|true|false)$/iu;

/** The roles that permissions and endpoints name and the schema doesn't have, each once. */
export function unknownRoles(system: SystemModel): UnknownRole[] {
  // The parts in a talk with a language model are roles too, but nobody's.
  const fields = system.roleFields.filter((field) => !field.values.some((value) => value.name === "assistant"));
  const values = fields.flatMap((field) => field.values.map((value) => value.name));
  const permissions = system.permissionRoles;
  const field = bestField(fields, [...permissions, ...system.endpointRoles]);
  if (!field) return [];
  const isUnknown = ({ name }: RoleMention): boolean => isRoleLike(name) && !isAmong(name, values);
  const certain = [
    ...permissions.filter((one) => isUnknown(one) && isTrusted(one, permissions, values)),
    ...system.endpointRoles.filter((one) => isUnknown(one) && isRole(one, values)),
  ];
  const all = [...permissions, ...system.endpointRoles].sort(
    (a, b) => a.chunk - b.chunk || a.span.start - b.span.start,
  );
  const names = new Map(certain.map((one) => [bare(one.name), one.name]));
  return [...names].flatMap(([key]): UnknownRole[] => {
    const [first, ...others] = all.filter((one) => bare(one.name) === key);
    if (!first) return [];
    return [{ name: first.name, mentions: [first, ...others], field, closest: closestName(first.name, values) }];
  });
}

/** The role field whose values the document names most. */
function bestField(fields: readonly RoleField[], mentions: readonly RoleMention[]): RoleField | undefined {
  const score = (field: RoleField): number => {
    const values = field.values.map((value) => value.name);
    return mentions.filter((one) => isAmong(one.name, values)).length;
  };
  return fields.reduce<RoleField | undefined>(
    (best, one) => (best && score(best) >= score(one) ? best : one),
    undefined,
  );
}

/**
 * Whether a list of permissions speaks of the schema's roles at all: it names one of them, or nearly this one. Else it
 * may call everybody by another name.
 */
function isTrusted(one: RoleMention, permissions: readonly RoleMention[], values: readonly string[]): boolean {
  const beside = permissions.filter((other) => other.chunk === one.chunk);
  return beside.some((other) => isAmong(other.name, values)) || closestName(one.name, values) !== undefined;
}

/** Whether a word of an endpoint is a role: it is called so, or stands beside one or two that are. */
function isRole({ name, called, beside }: EndpointRole, values: readonly string[]): boolean {
  if (called) return true;
  return beside.some((other) => isAmong(other, values)) || (name.length > 3 && closestName(name, values) !== undefined);
}

function isRoleLike(name: string): boolean {
  return name.split(/\s+/).length <= 3 && !NO_ROLE.test(name) && !NO_PERSON.test(name);
}

/** Whether a name, or a word of it, is one of the values: "Admins" and "team admin" are `admin`. */
function isAmong(name: string, values: readonly string[]): boolean {
  const parts = [name, ...name.split(/\s+/)].map(bare);
  return values.some((value) => parts.some((part) => isSame(part, bare(value))));
}

function isSame(one: string, other: string): boolean {
  const [short = "", long = ""] = [one, other].sort((a, b) => a.length - b.length);
  // "administrator" is `admin`.
  return one === other || (short.length >= 5 && long.startsWith(short));
}

/** A name without case, separators and plural. */
function bare(name: string): string {
  const letters = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  return letters.length > 3 ? letters.replace(/s$/u, "") : letters;
}
