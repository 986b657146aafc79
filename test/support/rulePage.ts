import type { Code, List, Nodes, Root, RootContent, Table } from "mdast";
import type { Profile, Severity } from "../../server/src/config/settings.ts";
import { parseMarkdown } from "../../server/src/document/parse.ts";
import { withFakes } from "./fakeSecrets.ts";

/** A page of docs/rules, read as the tests of its rule. */
export interface RulePage {
  readonly id: string;
  /** The sentence below the title: what the rule finds. */
  readonly finds: string;
  readonly sections: readonly string[];
  readonly severity: { readonly draft: string; readonly handoff: string };
  readonly cases: readonly RuleCase[];
}

/**
 * What a fence of a page shows. `hit`: exactly the marked findings. `near-miss`, `not-applicable`: none. `suppressed`:
 * none, and at least one without the comment. `fix`: the text after a fix of the hit above. `fix-each`: the text after
 * the fix of every finding of the hit above, one after the other. A fence `md file "docs/a.md"` is no case: it is a file
 * of the workspace around the cases below the same heading, which are documents in `docs/missions/booking` then unless
 * `at` says otherwise.
 */
export type CaseKind = (typeof KINDS)[number];

export interface RuleCase {
  readonly kind: CaseKind;
  /** The heading above and the line in the page, from 1. */
  readonly name: string;
  /** The document with its markers; ends with a line ending unless the page says otherwise. */
  readonly source: string;
  readonly profile: Profile;
  readonly today: string | undefined;
  /** Only our built-in standard stack is known, and no document of the workspace's. */
  readonly builtIn: boolean;
  /** The severity of the findings, if it is not the rule's own. */
  readonly severity: Severity | undefined;
  /** Only findings below the title count: the document is a part of a whole one. */
  readonly belowTitle: boolean;
  /** The document's path in the workspace, and the other files there; nothing where no workspace is known. */
  readonly around: { readonly path: string; readonly files: ReadonlyMap<string, string> } | undefined;
  /** Names that the configuration calls confidential. */
  readonly names: readonly string[];
  /** Other rules that must be silent. */
  readonly silent: readonly string[];
  /** The messages of the marked findings, in order, if the page lists them. */
  readonly messages: readonly string[] | undefined;
  /** The title of the fix. */
  readonly title: string;
  /** Which marked finding is fixed, from 1. */
  readonly of: number;
  /** The hit that a fix belongs to. */
  readonly hit: RuleCase | undefined;
}

const KINDS = ["hit", "near-miss", "not-applicable", "suppressed", "fix", "fix-each"] as const;
const OPTIONS = ["profile", "today", "severity", "silent", "of", "end", "below-title", "stack", "at", "names"];
const DEFAULT_PATH = "docs/missions/booking/MECHANISM.md";

/** Reads a page; throws a sentence for whoever writes it if the page can't be read. */
export function readRulePage(text: string): RulePage {
  const { children } = parseMarkdown(withFakes(text), true) as Root;
  const [title, finds] = children;
  if (title?.type !== "heading" || title.depth !== 1) throw new Error("A page starts with the rule's id as its title.");
  if (finds?.type !== "paragraph") throw new Error("Below the title a paragraph says what the rule finds.");
  return {
    id: plain(title),
    finds: plain(finds),
    sections: children.flatMap((node) => (node.type === "heading" && node.depth === 2 ? [plain(node)] : [])),
    severity: severityOf(children),
    cases: casesOf(children),
  };
}

/** A document with markers: its text, and the spans between `<|` and `|>` and between `<^` and `^>`. */
export interface Marked {
  readonly text: string;
  /** Where findings are expected, in the order in which they start. */
  readonly findings: readonly { readonly start: number; readonly end: number }[];
  /** Where related places are expected. */
  readonly related: readonly { readonly start: number; readonly end: number }[];
}

/** Takes the markers out of a document. */
export function readMarkers(source: string): Marked {
  let text = "";
  let at = 0;
  const findings: { start: number; end: number }[] = [];
  const related: { start: number; end: number }[] = [];
  const open: { start: number; end: number }[] = [];
  for (const match of source.matchAll(/<\||\|>|<\^|\^>/g)) {
    text += source.slice(at, match.index);
    at = match.index + 2;
    if (match[0].startsWith("<")) {
      const span = { start: text.length, end: -1 };
      open.push(span);
      (match[0] === "<|" ? findings : related).push(span);
    } else {
      const span = open.pop();
      if (!span) throw new Error(`A marker is closed that was not opened: ${source.slice(0, at)}`);
      span.end = text.length;
    }
  }
  if (open.length > 0) throw new Error(`A marker is not closed: ${source}`);
  return { text: text + source.slice(at), findings, related };
}

function casesOf(nodes: readonly RootContent[]): RuleCase[] {
  const cases: RuleCase[] = [];
  let heading = "";
  let files = new Map<string, string>();
  nodes.forEach((node, i) => {
    if (node.type === "heading") {
      heading = plain(node);
      files = new Map();
    }
    if (node.type !== "code" || node.lang !== "md" || !node.meta) return;
    const file = /^file "(.+)"$/.exec(node.meta)?.[1];
    if (file !== undefined) {
      files.set(file, `${node.value}\n`);
      return;
    }
    const next = nodes[i + 1];
    const hit = cases.findLast((one) => one.kind === "hit");
    cases.push(readCase(node, heading, files, next?.type === "list" ? messagesOf(next) : undefined, hit));
  });
  return cases;
}

function readCase(
  node: Code,
  heading: string,
  files: ReadonlyMap<string, string>,
  messages: string[] | undefined,
  hit: RuleCase | undefined,
): RuleCase {
  const line = node.position?.start.line ?? 0;
  const title = /"(.*)"\s*$/.exec(node.meta ?? "")?.[1] ?? "";
  const [kind = "", ...rest] = (node.meta ?? "")
    .replace(/".*"\s*$/, "")
    .trim()
    .split(/\s+/);
  if (!(KINDS as readonly string[]).includes(kind)) throw new Error(`Line ${line}: "${kind}" is no kind of case.`);
  const options = new Map(rest.map((option) => [option.split("=")[0] ?? "", option.split("=")[1] ?? ""]));
  const unknown = [...options.keys()].find((option) => !OPTIONS.includes(option));
  if (unknown !== undefined) throw new Error(`Line ${line}: "${unknown}" is no option of a case.`);
  const isFix = kind === "fix" || kind === "fix-each";
  if (isFix && (!hit || title === "")) throw new Error(`Line ${line}: a fix has a title and stands below a hit.`);
  const base = isFix ? hit : undefined;
  const path = options.get("at") ?? (files.size > 0 ? DEFAULT_PATH : undefined);
  return {
    kind: kind as CaseKind,
    name: `${heading} (line ${line}, ${kind})`,
    source: node.value === "" || options.get("end") === "open" ? node.value : `${node.value}\n`,
    profile: (options.get("profile") as Profile | undefined) ?? base?.profile ?? "draft",
    today: options.get("today") ?? base?.today,
    severity: (options.get("severity") as Severity | undefined) ?? base?.severity,
    builtIn: options.get("stack") === "built-in" || (base?.builtIn ?? false),
    belowTitle: options.has("below-title") || (base?.belowTitle ?? false),
    around: base?.around ?? (path === undefined ? undefined : { path, files }),
    names: options.get("names")?.split(",") ?? base?.names ?? [],
    silent: options.get("silent")?.split(",") ?? [],
    messages,
    title,
    of: Number(options.get("of") ?? 1),
    hit: base,
  };
}

function messagesOf(list: List): string[] {
  return list.children.map((item) => plain(item));
}

function severityOf(nodes: readonly RootContent[]): { draft: string; handoff: string } {
  const table = nodes.find((node): node is Table => node.type === "table");
  const cells = table?.children.map((row) => row.children.map((cell) => plain(cell))) ?? [];
  const [head = [], values = []] = cells;
  if (head.join() !== "draft,handoff") throw new Error("A table says the severity: | draft | handoff |.");
  return { draft: values[0] ?? "", handoff: values[1] ?? "" };
}

/** The text of a node as it reads. */
function plain(node: Nodes): string {
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map((child) => plain(child)).join("") : "";
}
