import { modify, readJson, withoutMark } from "./jsonc.ts";
import { parseConfig } from "./parseConfig.ts";

/** A replacement in a configuration file's text. */
export interface ConfigEdit {
  /** UTF-16 offset. */
  readonly offset: number;
  /** UTF-16 code units that are replaced. */
  readonly length: number;
  readonly content: string;
}

/**
 * The edits that switch a rule off in a configuration file, comments and formatting kept. None if it is off already.
 *
 * @param text the file's text; nothing if there is no file yet: then one edit at 0 holds the text of a new one
 * @returns nothing if the text can't be edited with safety, because it isn't an object in good JSON
 */
export function turnRuleOff(text: string | undefined, rule: string): readonly ConfigEdit[] | undefined {
  const source = withoutMark(text ?? "");
  if (source.trim() === "") return [{ offset: 0, length: source.length, content: newFile(rule) }];
  const { root, error } = readJson(source);
  if (error || root?.type !== "object") return undefined;
  if (isOff(source, rule)) return [];
  const formattingOptions = { ...indentation(source), eol: source.includes("\r\n") ? "\r\n" : "\n" };
  const isMap = root.children?.some(
    ({ children: [key, value] = [] }) => key?.value === "rules" && value?.type === "object",
  );
  const edits = isMap
    ? modify(source, ["rules", rule], "off", { formattingOptions })
    : modify(source, ["rules"], { [rule]: "off" }, { formattingOptions });
  // A key that stands twice would be edited at the first, while the last one counts.
  return isOff(applied(source, edits), rule) ? edits : undefined;
}

function newFile(rule: string): string {
  return `${JSON.stringify({ rules: { [rule]: "off" } }, undefined, 2)}\n`;
}

function isOff(source: string, rule: string): boolean {
  const setting = parseConfig(source, [rule]).config.rules?.get(rule);
  return setting?.severity === "off" && setting.overrides.length === 0;
}

function indentation(source: string): { insertSpaces: boolean; tabSize: number } {
  const indent = /^([ \t]+)"/m.exec(source)?.[1] ?? "  ";
  return { insertSpaces: !indent.startsWith("\t"), tabSize: indent.startsWith("\t") ? 2 : indent.length };
}

function applied(text: string, edits: readonly ConfigEdit[]): string {
  return [...edits]
    .sort((a, b) => b.offset - a.offset)
    .reduce((all, edit) => all.slice(0, edit.offset) + edit.content + all.slice(edit.offset + edit.length), text);
}
