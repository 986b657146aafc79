import * as vscode from "vscode";
import { toRange } from "../ranges.ts";
import type { OpenItem, OutlineNode, Snapshot } from "./store.ts";

/** A node of the tree: one of the outline, with its way up. */
export class OutlineItem {
  /** The same for the same part in the next outline, so that VS Code keeps what is expanded and selected. */
  readonly id: string;
  readonly uri: vscode.Uri;
  readonly node: OutlineNode;
  readonly parent: OutlineItem | undefined;
  readonly children: readonly OutlineItem[];

  constructor(id: string, uri: vscode.Uri, node: OutlineNode, parent: OutlineItem | undefined, openOnly: boolean) {
    this.id = id;
    this.uri = uri;
    this.node = node;
    this.parent = parent;
    this.children = below(uri, node, this, openOnly);
  }
}

/** The items of an outline; the document itself is none. */
export function itemsOf({ uri, outline }: Snapshot, openOnly: boolean): readonly OutlineItem[] {
  return below(uri, outline.root, undefined, openOnly);
}

/** The innermost item at a position; something missing is nowhere. */
export function itemAt(items: readonly OutlineItem[], position: vscode.Position): OutlineItem | undefined {
  const item = items.find(({ node }) => node.state !== "missing" && toRange(node.range).contains(position));
  return item && (itemAt(item.children, position) ?? item);
}

/** What VS Code draws for an item, but for its tooltip. */
export function treeItemOf(item: OutlineItem): vscode.TreeItem {
  const { node } = item;
  const { word, icon, color } = LOOKS[node.state];
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  // Only the first level: VS Code 1.139 mixes up the children of parts that it expands by itself on several levels.
  const expanded = node.state === "open" && item.parent === undefined && node.kind === "section" ? Expanded : Collapsed;
  const treeItem = new vscode.TreeItem(node.title, item.children.length > 0 ? expanded : None);
  treeItem.id = item.id;
  treeItem.description = descriptionOf(node);
  treeItem.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  treeItem.contextValue = contextOf(node);
  treeItem.accessibilityInformation = { label: [node.title, word, treeItem.description].filter(Boolean).join(", ") };
  // VS Code's own command knows a click, which keeps the focus in the tree, from a double click, which moves it.
  treeItem.command = {
    title: "Show",
    command: "vscode.open",
    arguments: [item.uri, { selection: toRange(node.selection) }],
  };
  return treeItem;
}

const MOST_IN_TOOLTIP = 5;

/** What the template says about a part, how far it is and what is open in it. */
export function tooltipOf({ node }: OutlineItem, openItems: readonly OpenItem[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString(undefined, true);
  text.appendMarkdown(`$(${LOOKS[node.state].icon}) **`).appendText(node.title).appendMarkdown("** – ");
  text.appendText(stateOf(node));
  if (node.about !== "") text.appendMarkdown("\n\n").appendText(node.about);
  if (node.state === "missing") return text;
  const range = toRange(node.range);
  const inside = openItems.filter((item) => range.contains(toRange(item.range)));
  if (inside.length > 0) text.appendMarkdown("\n\n---\n");
  for (const { message } of inside.slice(0, MOST_IN_TOOLTIP)) text.appendMarkdown("\n- ").appendText(message);
  if (inside.length > MOST_IN_TOOLTIP) text.appendMarkdown(`\n- … and ${inside.length - MOST_IN_TOOLTIP} more`);
  return text;
}

const LOOKS = {
  filled: { word: "filled", icon: "pass", color: "testing.iconPassed" },
  open: { word: "open", icon: "circle-large-outline", color: "problemsWarningIcon.foreground" },
  missing: { word: "missing", icon: "close", color: "problemsWarningIcon.foreground" },
  "not-applicable": { word: "not applicable", icon: "circle-slash", color: "disabledForeground" },
} as const;

function below(
  uri: vscode.Uri,
  node: OutlineNode,
  parent: OutlineItem | undefined,
  openOnly: boolean,
): readonly OutlineItem[] {
  const seen = new Map<string, number>();
  return node.children.flatMap((child) => {
    const name = `${parent?.id ?? ""}/${child.title}`;
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    if (openOnly && !isOpen(child)) return [];
    const id = before > 0 ? `${name}#${before + 1}` : name;
    return [new OutlineItem(id, uri, child, parent, openOnly)];
  });
}

function isOpen(node: OutlineNode): boolean {
  return node.state === "open" || node.state === "missing" || node.openItems > 0;
}

function descriptionOf(node: OutlineNode): string {
  if (node.state === "missing" || node.state === "not-applicable") return LOOKS[node.state].word;
  return node.kind !== "field" && node.required > 1 ? `${node.done} of ${node.required}` : "";
}

function stateOf(node: OutlineNode): string {
  const counts = node.required > 1 && node.state !== "missing" ? `, ${node.done} of ${node.required} done` : "";
  return `${LOOKS[node.state].word}${counts}`;
}

/** Which actions fit, as words for the `when` clauses of the menus: only parts of the template can be changed. */
function contextOf(node: OutlineNode): string {
  const own = node.path === "" ? "own" : "template";
  return `${own} ${node.state} ${node.kind}`;
}
