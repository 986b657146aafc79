import { CONVENTION_NAMES, type Conventions } from "./conventions.ts";

/** What one annotation comment of a template says. */
export interface Annotation {
  /** The field that it is about, by label; the section otherwise. */
  readonly field: string | undefined;
  readonly role: string;
  readonly about: string;
  readonly aliases: readonly string[];
  readonly optional: boolean;
  readonly conditional: boolean;
  readonly repeat: boolean;
  /** What is written in a conditional section when there is nothing to say. */
  readonly none: string;
  /** Phrases that claim conformity with what the section is held against. */
  readonly claims: readonly string[];
  /** Words that start the headings of entries that are nodes of a graph. */
  readonly graph: readonly string[];
  /** What a field of policy says once somebody has done what it asks for, with a bracket for the date. */
  readonly checked: string;
  /** Template text without a bracket: stays as it is, holds a value to check, or is dropped from new documents. */
  readonly text: "policy" | "sample" | "instruction" | undefined;
  readonly words: Partial<Conventions>;
}

const PREFIX = /^mechanism:\s*/;
const TOKEN = /\s*([A-Za-z]+)(?:=(?:"([^"]*)"|([^\s"]+))|\s+"([^"]*)")?/y;
const FLAGS = ["optional", "conditional", "repeat", "policy", "sample", "instruction", "words"];
const VALUES = ["role", "about", "aliases", "none", "claims", "graph", "checked"];

/**
 * Reads the text of a comment as an annotation; nothing if it isn't one.
 *
 * @param report is told what is wrong with it, in a sentence
 */
export function parseAnnotation(comment: string, report: (problem: string) => void): Annotation | undefined {
  const prefix = PREFIX.exec(comment);
  if (!prefix) return undefined;
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const words: Record<string, readonly string[]> = {};
  let field: string | undefined;
  TOKEN.lastIndex = prefix[0].length;
  let read = TOKEN.lastIndex;
  for (let token = TOKEN.exec(comment); token; token = TOKEN.exec(comment)) {
    read = TOKEN.lastIndex;
    const [, key = "", quoted, bare, name] = token;
    const value = quoted ?? bare;
    if (key === "field" && name !== undefined) field = name;
    else if (FLAGS.includes(key) && value === undefined && name === undefined) flags.add(key);
    else if (VALUES.includes(key) && value !== undefined) values.set(key, value);
    else if (flags.has("words") && (CONVENTION_NAMES as readonly string[]).includes(key) && value !== undefined) {
      words[key] = value.split("|");
    } else report(`The annotation key "${key}" is not known or is not written as expected.`);
  }
  if (comment.slice(read).trim() !== "")
    report(`This part of the annotation can't be read: ${comment.slice(read).trim()}`);
  const listed = (key: string): string[] => {
    const parts = values.get(key)?.split("|") ?? [];
    return parts.map((part) => part.trim()).filter((part) => part !== "");
  };
  return {
    field,
    role: values.get("role") ?? "",
    about: values.get("about") ?? "",
    aliases: listed("aliases"),
    optional: flags.has("optional"),
    conditional: flags.has("conditional"),
    repeat: flags.has("repeat"),
    none: values.get("none") ?? "",
    claims: listed("claims"),
    graph: listed("graph"),
    checked: values.get("checked") ?? "",
    text: (["policy", "sample", "instruction"] as const).find((kind) => flags.has(kind)),
    words,
  };
}
