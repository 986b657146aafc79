import type { TableBlock } from "../document/facts.ts";
import { linesOf, listMarker, startOfLine } from "../document/lines.ts";
import { contains } from "../document/positions.ts";
import { blocksIn } from "../system/code.ts";
import type { Entity } from "../system/entities.ts";
import { fieldsInText, isPrimary } from "../system/entityFields.ts";
import { type Edit, factsOf, type RuleContext } from "./rule.ts";
import { tableKind } from "./schemaParts.ts";

/** A primary key as the template writes it. */
export interface KeyField {
  readonly name: string;
  readonly type: string;
  /** What stands behind its type, such as "primary key", without parentheses. */
  readonly remark: string;
}

/** The primary key among the fields of the template's table; nothing if it has none. */
export function keyOfTemplate(context: RuleContext): KeyField | undefined {
  const source = tableKind(context)?.fields.find((field) => field.role === "entity.fields")?.source ?? "";
  const line = linesOf(source).find((one) => isPrimary(one) && listMarker(one) !== "") ?? "";
  const text = line.slice(listMarker(line).length);
  const [field] = fieldsInText(text, 0);
  if (!field) return undefined;
  const behind = text.slice(text.indexOf(field.type) + field.type.length).trim();
  return { name: field.name, type: field.type, remark: behind.replace(/^\(([^()]*)\)$/, "$1") };
}

/** Inserts a primary key before the fields of a table, as those are written; nothing where they are numbered. */
export function insertKey(context: RuleContext, table: Entity, key: KeyField): Edit | undefined {
  const first = table.fields[0];
  const facts = factsOf(context, table.section);
  if (!first) return undefined;
  const { text } = facts;
  const lineStart = startOfLine(text, first.span.start);
  const before = text.slice(lineStart, first.span.start);
  const marks = /[`*_"]*$/.exec(before)?.[0] ?? "";
  const name = `${marks}${key.name}${[...marks].reverse().join("")}`;
  const block = blocksIn(facts).find((one) => one.kind === "table" && contains(one.span, first.span));
  const at = (context.document.chunks[table.chunk]?.start ?? 0) + lineStart;
  const span = { start: at, end: at };
  if (block?.kind === "table") return { span, text: `${leadOf(before)}${row(block, name, key)}\n` };
  const marker = listMarker(before);
  if (/\d/.test(marker)) return undefined;
  const lead = marker || before.slice(0, before.length - before.trimStart().length);
  return { span, text: `${lead}${name}: ${key.type} (${key.remark})\n` };
}

/** What stands before the first cell of a row, such as the indentation of the list that the table stands in. */
function leadOf(before: string): string {
  return before.slice(0, Math.max(0, before.indexOf("|")));
}

function row({ rows }: TableBlock, name: string, { type, remark }: KeyField): string {
  const columns = rows[0]?.length ?? 0;
  const cells =
    columns > 2 ? [name, type, ...Array<string>(columns - 3).fill(""), remark] : [name, `${type} (${remark})`];
  return `|${cells.map((cell) => (cell === "" ? " " : ` ${cell} `)).join("|")}|`;
}
