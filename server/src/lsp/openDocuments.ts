import type { Policy } from "../config/policy.ts";
import type { Settings } from "../config/settings.ts";
import type { Workspace } from "../config/workspace.ts";
import type { Analysis } from "../features/analysis.ts";
import type { MechanismService } from "../service.ts";
import type { OpenText } from "./openText.ts";

/** What a document is read with. A new object whenever any of it is new. */
export interface Basis {
  readonly service: MechanismService;
  readonly settings: Settings;
  readonly policy: Policy;
  readonly today: string;
  /** The files around the document; nothing outside of workspace folders. */
  readonly workspace?: Workspace;
}

/** A document as requests see it. */
export interface Current {
  readonly uri: string;
  /** The client's version of the text that was analysed. */
  readonly version: number;
  readonly analysis: Analysis;
  readonly basis: Basis;
  /** Names this analysis among all of the server's. */
  readonly id: string;
  /** Whether it is the newest text; not if reading that failed, then this is the last one that could be read. */
  readonly isNewest: boolean;
}

interface Entry {
  readonly document: OpenText;
  /** Counts changes by itself: a client's versions may go backwards, and start again when a document is reopened. */
  readonly revision: number;
  readonly last: { readonly current: Current; readonly revision: number } | undefined;
  /** The attempt that failed, so that it isn't repeated with every request. */
  readonly failed: { readonly revision: number; readonly basis: Basis } | undefined;
}

/** What the store tells the server. */
export interface OpenDocumentsEvents {
  analysed(current: Current): void;
  failed(uri: string, error: unknown): void;
}

/** Longer texts are not read. */
export const LONGEST_TEXT = 5 * 1024 * 1024;

/**
 * The open documents and the last analysis of each. Analyses are made when somebody asks, from the one before, so that
 * an edit costs what it touched.
 */
export class OpenDocuments {
  readonly #entries = new Map<string, Entry>();
  readonly #basisOf: (uri: string) => Basis | undefined;
  readonly #events: OpenDocumentsEvents;
  #analyses = 0;
  #revisions = 0;

  constructor(basisOf: (uri: string) => Basis | undefined, events: OpenDocumentsEvents) {
    this.#basisOf = basisOf;
    this.#events = events;
  }

  /** Takes the text of a document that was opened or changed. */
  set(document: OpenText): void {
    const entry = this.#entries.get(document.uri);
    this.#entries.set(document.uri, {
      document,
      revision: ++this.#revisions,
      last: entry?.last,
      failed: entry?.failed,
    });
  }

  delete(uri: string): void {
    this.#entries.delete(uri);
  }

  has(uri: string): boolean {
    return this.#entries.has(uri);
  }

  get uris(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** The client's version of a document's text; nothing if it isn't open. */
  versionOf(uri: string): number | undefined {
    return this.#entries.get(uri)?.document.version;
  }

  /** Another number after every change of a document; 0 if it isn't open. */
  revisionOf(uri: string): number {
    return this.#entries.get(uri)?.revision ?? 0;
  }

  isTooLong(uri: string): boolean {
    return (this.#entries.get(uri)?.document.length ?? 0) > LONGEST_TEXT;
  }

  /** The analysis of a document; nothing if it isn't open, too long, or its settings are not known yet. */
  current(uri: string): Current | undefined {
    const entry = this.#entries.get(uri);
    const basis = this.#basisOf(uri);
    if (!entry || !basis || this.isTooLong(uri)) return undefined;
    const { revision, last, failed } = entry;
    if (last && last.revision === revision && last.current.basis === basis) return last.current;
    if (failed?.revision === revision && failed.basis === basis) return last && { ...last.current, isNewest: false };
    return this.#analyse(entry, basis);
  }

  #analyse(entry: Entry, basis: Basis): Current | undefined {
    const { document, revision, last } = entry;
    try {
      const previous = last ? { previous: last.current.analysis } : {};
      const analysis = basis.service.analyse(document.read(), {
        settings: basis.settings,
        policy: basis.policy,
        today: basis.today,
        ...(basis.workspace ? { workspace: basis.workspace } : {}),
        ...previous,
      });
      const id = `${++this.#analyses}`;
      const current = { uri: document.uri, version: document.version, analysis, basis, id, isNewest: true };
      this.#entries.set(document.uri, { ...entry, last: { current, revision }, failed: undefined });
      this.#events.analysed(current);
      return current;
    } catch (error) {
      this.#entries.set(document.uri, { ...entry, failed: { revision, basis } });
      this.#events.failed(document.uri, error);
      return last && { ...last.current, isNewest: false };
    }
  }
}
