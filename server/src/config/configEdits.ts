import { modify, type Node, readJson, withoutMark } from "./jsonc.ts";

/** A replacement in a configuration file's text. */
export interface ConfigEdit {
  /** UTF-16 offset. */
  readonly offset: number;
  /** UTF-16 code units that are replaced. */
  readonly length: number;
  readonly content: string;
}

/** A change of a configuration file. */
export interface ConfigChange {
  /** The whole content where there is no file yet. */
  readonly fresh: object;
  /** Where to write what, in the file that is there. */
  place(root: Node): { readonly path: (string | number)[]; readonly value: unknown; readonly isInsertion?: boolean };
  /** Whether a text says already what the change is about. */
  holds(text: string): boolean;
}

/**
 * The edits that make a change, comments and formatting kept. None if the file says so already.
 *
 * @param text the file's text; nothing if there is no file yet: then one edit at 0 holds the text of a new one
 * @returns nothing if the text can't be edited with safety, because it isn't an object in good JSON
 */
export function configEdits(text: string | undefined, change: ConfigChange): readonly ConfigEdit[] | undefined {
  const source = withoutMark(text ?? "");
  if (source.trim() === "") {
    return [{ offset: 0, length: source.length, content: `${JSON.stringify(change.fresh, undefined, 2)}\n` }];
  }
  const { root, error } = readJson(source);
  if (error || root?.type !== "object") return undefined;
  if (change.holds(source)) return [];
  const { path, value, isInsertion = false } = change.place(root);
  const formattingOptions = { ...indentation(source), eol: source.includes("\r\n") ? "\r\n" : "\n" };
  const edits = modify(source, path, value, { formattingOptions, isArrayInsertion: isInsertion });
  // A key that stands twice would be edited at the first, while the last one counts.
  return change.holds(applied(source, edits)) ? edits : undefined;
}

/** The value of a key of an object; nothing if it has none. */
export function valueOfKey(root: Node, name: string): Node | undefined {
  return root.children?.find(({ children: [key] = [] }) => key?.value === name)?.children?.[1];
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
