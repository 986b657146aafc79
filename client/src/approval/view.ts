import * as vscode from "vscode";
import {
  APPROVAL_STATES,
  APPROVALS_OF,
  type ApprovalEntry,
  type ApprovalState,
  type ApprovalsOfParams,
  type DocumentApprovals,
} from "../../../server/src/lsp/protocol.ts";
import type { MechanismClient } from "../client.ts";
import type { Documents } from "../documents.ts";
import { toRange } from "../ranges.ts";

/** Approvals of one state. */
class Group {
  readonly state: ApprovalState;
  readonly items: readonly ApprovalItem[];

  constructor(state: ApprovalState, items: readonly ApprovalItem[]) {
    this.state = state;
    this.items = items;
  }
}

/** One deviation of one document. */
export class ApprovalItem {
  readonly uri: vscode.Uri;
  readonly mission: string;
  readonly entry: ApprovalEntry;

  constructor(uri: vscode.Uri, mission: string, entry: ApprovalEntry) {
    this.uri = uri;
    this.mission = mission;
    this.entry = entry;
  }
}

type Item = Group | ApprovalItem;

/** After a change of a document or file so much time passes before the tree is made again: several come at once. */
const REST_MS = 300;

/** The tree of all deviations in the workspace, by what has to be done about them. It reads only while it can be seen. */
export class ApprovalsView implements vscode.TreeDataProvider<Item>, vscode.Disposable {
  readonly #client: MechanismClient;
  readonly #documents: Documents;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #view: vscode.TreeView<Item>;
  readonly #disposables: vscode.Disposable[];
  #groups: readonly Group[] = [];
  /** The documents of the workspace; nothing while they have to be looked for. */
  #uris: readonly string[] | undefined;
  #timer: NodeJS.Timeout | undefined;
  #reading = false;
  #again = false;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(client: MechanismClient, documents: Documents) {
    this.#client = client;
    this.#documents = documents;
    this.#view = vscode.window.createTreeView("mechanism.approvals", { treeDataProvider: this, showCollapseAll: true });
    const watcher = vscode.workspace.createFileSystemWatcher("**/*.md");
    this.#disposables = [
      this.#changed,
      this.#view,
      watcher,
      watcher.onDidCreate(() => this.#searchAgain()),
      watcher.onDidChange(() => this.#refreshSoon()),
      watcher.onDidDelete(() => this.#searchAgain()),
      client.onDidChange(() => this.#refreshSoon()),
      documents.onDidChangeSelector(() => this.#searchAgain()),
      this.#view.onDidChangeVisibility(({ visible }) => visible && this.#refreshSoon(0)),
    ];
    if (this.#view.visible) this.#refreshSoon(0);
  }

  /** Looks for all documents of the workspace, and reads them again. */
  async refresh(): Promise<void> {
    this.#uris = undefined;
    await this.#refresh();
  }

  async #refresh(): Promise<void> {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    try {
      do {
        this.#again = false;
        await this.#read();
      } while (this.#again);
    } catch (error) {
      // What was read last still stands; the log says why there is nothing newer.
      this.#client.output.warn(`The approvals of the workspace could not be read: ${error}`);
    } finally {
      this.#reading = false;
    }
  }

  getTreeItem(item: Item): vscode.TreeItem {
    return item instanceof Group ? groupTreeItem(item) : entryTreeItem(item);
  }

  getChildren(item?: Item): Item[] {
    if (item === undefined) return [...this.#groups];
    return item instanceof Group ? [...item.items] : [];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** Files came or went: the next reading looks for them. */
  #searchAgain(): void {
    this.#uris = undefined;
    this.#refreshSoon();
  }

  #refreshSoon(afterMs = REST_MS): void {
    clearTimeout(this.#timer);
    if (this.#view.visible) this.#timer = setTimeout(() => void this.#refresh(), afterMs);
  }

  async #read(): Promise<void> {
    // A keystroke reads again what is known; the search of the workspace is for files that come and go.
    this.#uris ??= (await this.#documents.find()).map((uri) => uri.toString());
    const uris = this.#uris;
    const params: ApprovalsOfParams = { uris };
    // Without a document there is nothing to start the server for.
    const found =
      uris.length === 0 ? [] : await this.#client.request<readonly DocumentApprovals[]>(APPROVALS_OF, params);
    const items = found.flatMap(({ uri, mission, entries }) =>
      entries.map((entry) => new ApprovalItem(vscode.Uri.parse(uri), mission, entry)),
    );
    this.#groups = APPROVAL_STATES.flatMap((state) => {
      const ofState = items.filter(({ entry }) => entry.state === state);
      return ofState.length > 0 ? [new Group(state, ofState)] : [];
    });
    const urgent = items.filter(({ entry }) => URGENT.includes(entry.state)).length;
    this.#view.badge = urgent > 0 ? { value: urgent, tooltip: `${urgent} to look after` } : undefined;
    void vscode.commands.executeCommand("setContext", "mechanism.approvals", items.length > 0 ? "items" : "none");
    this.#changed.fire();
  }
}

const URGENT: readonly ApprovalState[] = ["overdue", "stale", "copied", "invalid"];

const LOOKS: Readonly<
  Record<ApprovalState, { readonly title: string; readonly icon: string; readonly color: string }>
> = {
  overdue: { title: "Overdue", icon: "clock", color: "problemsErrorIcon.foreground" },
  requested: { title: "Asked for", icon: "clock", color: "charts.blue" },
  stale: { title: "Approved for something else", icon: "history", color: "problemsWarningIcon.foreground" },
  copied: { title: "Approved for another mission", icon: "copy", color: "problemsErrorIcon.foreground" },
  invalid: { title: "Not a valid approval", icon: "error", color: "problemsErrorIcon.foreground" },
  undeclared: { title: "Not written down", icon: "question", color: "problemsErrorIcon.foreground" },
  drafted: { title: "Not asked yet", icon: "circle-large-outline", color: "problemsWarningIcon.foreground" },
  unrecorded: { title: "Approved without a record", icon: "pass", color: "problemsInfoIcon.foreground" },
  rejected: { title: "Rejected", icon: "circle-slash", color: "disabledForeground" },
  approved: { title: "Approved", icon: "pass", color: "testing.iconPassed" },
};

function groupTreeItem({ state, items }: Group): vscode.TreeItem {
  const { title, icon, color } = LOOKS[state];
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const treeItem = new vscode.TreeItem(title, state === "approved" || state === "rejected" ? Collapsed : Expanded);
  treeItem.id = state;
  treeItem.description = String(items.length);
  treeItem.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  return treeItem;
}

function entryTreeItem({ uri, mission, entry }: ApprovalItem): vscode.TreeItem {
  // Side bars are narrow: what tells the items apart comes first.
  const treeItem = new vscode.TreeItem(mission === "" ? entry.actual : `${mission}: ${entry.actual}`);
  const age = ageOf(entry);
  treeItem.id = `${uri.toString()} ${entry.id}`;
  treeItem.description = [entry.area, age].filter(Boolean).join(" · ");
  treeItem.contextValue = `approval ${entry.actions.join(" ")}`;
  const text = new vscode.MarkdownString();
  text
    .appendMarkdown("**")
    .appendText(mission)
    .appendMarkdown("** – ")
    .appendText(`${entry.name}, ${LOOKS[entry.state].title.toLowerCase()}`);
  text.appendMarkdown("\n\n").appendText(`${entry.area}: ${entry.standard} → ${entry.actual}`);
  if (entry.who !== "")
    text.appendMarkdown("\n\n").appendText(`${entry.who}${entry.date === "" ? "" : `, ${entry.date}`}`);
  if (entry.note !== "") text.appendMarkdown("\n\n").appendText(entry.note);
  text.appendMarkdown("\n\n").appendText(vscode.workspace.asRelativePath(uri));
  treeItem.tooltip = text;
  treeItem.command = {
    title: "Show",
    command: "vscode.open",
    arguments: [uri, { selection: toRange(entry.range) }],
  };
  return treeItem;
}

function ageOf({ state, days, date }: ApprovalEntry): string {
  if (state !== "requested" && state !== "overdue") return date;
  if (days === undefined) return "";
  if (days <= 0) return "asked today";
  return days === 1 ? "asked yesterday" : `asked ${days} days ago`;
}
