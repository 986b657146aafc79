import type { Diagnostic } from "vscode-languageserver";
import type { Analysis } from "../features/analysis.ts";
import { missionFacts } from "../features/missionFacts.ts";
import { type NamedPlaceInWorkspace, namedParts } from "../features/navigation/namedParts.ts";
import { isTemplateCopy } from "../features/templateCopy.ts";
import type { MechanismService } from "../service.ts";
import type { ClientSupport } from "./clientSupport.ts";
import { toDiagnostics } from "./convert.ts";
import { type Basis, LONGEST_TEXT, type OpenDocuments } from "./openDocuments.ts";
import type { Slices } from "./slices.ts";
import type { KnownMission } from "./surroundings.ts";
import { MOST_ROUNDS, type WorkspaceHost } from "./workspaceHost.ts";

/** What is found in a document that isn't open. */
export interface DocumentReport {
  readonly uri: string;
  /** The same for as long as the same is found. */
  readonly resultId: string;
  readonly items: readonly Diagnostic[];
}

interface Kept {
  readonly text: string;
  readonly basis: Basis;
}

/** What a document says of itself, whatever is found in it. */
interface Summary {
  readonly mission: KnownMission | undefined;
  readonly parts: readonly NamedPlaceInWorkspace[];
}

interface KeptSummary extends Summary {
  readonly text: string;
  readonly service: MechanismService;
}

/** What a search takes along; more would keep a machine busy for minutes. */
export const MOST_DOCUMENTS = 1000;

export interface WorkspaceDocumentsSources {
  readonly workspace: WorkspaceHost;
  readonly open: OpenDocuments;
  readonly client: ClientSupport;
  readonly slices: Slices;
  /** Waits until the messages that came already are read. */
  pause(): Promise<void>;
  /** What documents are about is new, and with it perhaps what is found in others. */
  missionsChanged(): void;
  /** More documents were found than are looked at. */
  tooMany(count: number): void;
  failed(uri: string, error: unknown): void;
}

/**
 * The documents of the workspace, open or not: what each is about, and what is found in those that aren't open. Works
 * behind everything else, one document at a time, and reads again only what changed.
 */
export class WorkspaceDocuments {
  readonly #sources: WorkspaceDocumentsSources;
  readonly #summaries = new Map<string, KeptSummary>();
  readonly #reports = new Map<string, Kept & { readonly report: DocumentReport }>();
  readonly #waiting = new Set<() => void>();
  #search: Promise<readonly string[]> | undefined;
  #look: { readonly version: number; readonly done: Promise<void> } | undefined;
  #version = 0;
  #results = 0;

  constructor(sources: WorkspaceDocumentsSources) {
    this.#sources = sources;
  }

  /** Another number after every change of files. */
  get version(): number {
    return this.#version;
  }

  /** Files were added, changed or removed, or documents are read with something else. */
  invalidate(): void {
    this.#search = undefined;
    this.#version++;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }

  /** Waits for a change behind a version, or until somebody no longer wants to know. */
  changed(version: number, token: { onCancellationRequested(listener: () => void): unknown }): Promise<void> {
    if (version !== this.#version) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        this.#waiting.delete(done);
        resolve();
      };
      this.#waiting.add(done);
      token.onCancellationRequested(done);
    });
  }

  /** Whether a document is open: then its findings are asked for by themselves. */
  isOpen(uri: string): boolean {
    return this.#sources.open.has(uri);
  }

  /** The documents of the workspace folders. */
  uris(): Promise<readonly string[]> {
    this.#search ??= this.#find();
    return this.#search;
  }

  /** Finds out what all documents are about, once after every change, and tells it to those that are checked. */
  lookAround(): Promise<void> {
    if (this.#look?.version !== this.#version) this.#look = { version: this.#version, done: this.#lookAround() };
    return this.#look.done;
  }

  /** What each document describes by name: open ones as they are in the editor, others as they were looked at last. */
  async parts(): Promise<{ readonly uri: string; readonly parts: readonly NamedPlaceInWorkspace[] }[]> {
    await this.lookAround();
    const { open } = this.#sources;
    const closed = [...this.#summaries].filter(([uri]) => !open.has(uri)).map(([uri, { parts }]) => ({ uri, parts }));
    const opened = open.uris.flatMap((uri) => {
      const analysis = open.current(uri)?.analysis;
      return analysis ? [{ uri, parts: summaryIn(uri, analysis).parts }] : [];
    });
    return [...opened, ...closed];
  }

  /** What is found in a document that isn't open; nothing if it can't be read or is none of ours. */
  async report(uri: string): Promise<DocumentReport | undefined> {
    const { workspace, client, slices, pause, failed } = this.#sources;
    await pause();
    const kept = this.#reports.get(uri);
    try {
      const text = await this.#textOf(uri);
      let basis = text === undefined ? undefined : await workspace.basisUnlessExcluded(uri);
      if (text === undefined || !basis) {
        this.#reports.delete(uri);
        return undefined;
      }
      if (kept && isSame(kept, { text, basis })) return kept.report;
      let analysis = basis.service.analyse(text, basis);
      for (let round = 1; ; round++) {
        await slices.finish(analysis.checking, () => true);
        if (round === MOST_ROUNDS || !(await workspace.settle(uri))) break;
        basis = (await workspace.basisUnlessExcluded(uri)) ?? basis;
        analysis = basis.service.analyse(text, { ...basis, previous: analysis });
      }
      const current = { uri, version: 0, analysis, basis, id: "", isNewest: true };
      const items = isTemplateCopy(analysis) ? [] : toDiagnostics(current, client);
      const isSameAgain = kept && JSON.stringify(kept.report.items) === JSON.stringify(items);
      const report = { uri, resultId: isSameAgain ? kept.report.resultId : `workspace ${++this.#results}`, items };
      this.#reports.set(uri, { text, basis, report });
      return report;
    } catch (error) {
      // The last good result stands.
      failed(uri, error);
      return kept?.report;
    }
  }

  async #lookAround(): Promise<void> {
    const missions: KnownMission[] = [];
    const uris = new Set(await this.uris());
    for (const uri of uris) {
      const mission = (await this.#summaryOf(uri))?.mission;
      if (mission) missions.push(mission);
    }
    for (const uri of this.#summaries.keys()) if (!uris.has(uri)) this.#summaries.delete(uri);
    if (this.#sources.workspace.setMissions(missions)) this.#sources.missionsChanged();
  }

  async #find(): Promise<readonly string[]> {
    const found: string[] = [];
    for await (const uri of this.#sources.workspace.findDocuments()) {
      if (found.length === MOST_DOCUMENTS) {
        this.#sources.tooMany(MOST_DOCUMENTS);
        break;
      }
      found.push(uri);
    }
    return found;
  }

  async #summaryOf(uri: string): Promise<Summary | undefined> {
    const { workspace, open, pause, failed } = this.#sources;
    const current = open.has(uri) ? open.current(uri) : undefined;
    if (current) return summaryIn(uri, current.analysis);
    await pause();
    try {
      const text = await this.#textOf(uri);
      const basis = text === undefined ? undefined : await workspace.basisUnlessExcluded(uri);
      if (text === undefined || !basis) return undefined;
      const kept = this.#summaries.get(uri);
      if (kept?.text === text && kept.service === basis.service) return kept;
      // Nothing is judged here: what an archived document says of itself is all that is asked for.
      const analysis = basis.service.analyse(text, { settings: { profile: "archived", rules: new Map() } });
      const summary = { text, service: basis.service, ...summaryIn(uri, analysis) };
      this.#summaries.set(uri, summary);
      return summary;
    } catch (error) {
      failed(uri, error);
      return undefined;
    }
  }

  async #textOf(uri: string): Promise<string | undefined> {
    const text = await this.#sources.workspace.textOf(uri);
    return text !== undefined && text.length <= LONGEST_TEXT ? text : undefined;
  }
}

/** Paths are made for each document that asks, from its own workspace folder. */
function summaryIn(uri: string, analysis: Analysis): Summary {
  const mission = missionFacts(analysis, uri);
  return { mission: mission && { ...mission, uri }, parts: isTemplateCopy(analysis) ? [] : namedParts(analysis) };
}

function isSame(kept: Kept, { text, basis }: Kept): boolean {
  const parts = (one: Basis): unknown[] => [one.service, one.policy, one.today, one.workspace, one.settings.profile];
  const rules = (one: Basis): string => JSON.stringify([...one.settings.rules]);
  const now = parts(basis);
  return (
    kept.text === text && parts(kept.basis).every((one, i) => one === now[i]) && rules(kept.basis) === rules(basis)
  );
}
