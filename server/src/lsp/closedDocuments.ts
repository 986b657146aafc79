import type { Analysis } from "../features/analysis.ts";
import { type Basis, LONGEST_TEXT, type OpenDocuments } from "./openDocuments.ts";
import type { WorkspaceHost } from "./workspaceHost.ts";

interface Known {
  readonly text: string;
  readonly basis: Basis;
  readonly analysis: Analysis;
}

/** Reads documents of the workspace whether they are open or not, and keeps what it read as long as it holds. */
export class ClosedDocuments {
  readonly #workspace: WorkspaceHost;
  readonly #open: OpenDocuments;
  readonly #known = new Map<string, Known>();

  constructor(workspace: WorkspaceHost, open: OpenDocuments) {
    this.#workspace = workspace;
    this.#open = open;
  }

  /** The analysis of a document: of its open text, else of its file. Nothing if it can't be read, or is none of ours. */
  async analysisOf(uri: string): Promise<Analysis | undefined> {
    if (this.#open.has(uri)) {
      await this.#workspace.ready(uri);
      return this.#open.current(uri)?.analysis;
    }
    const basis = await this.#workspace.basisUnlessExcluded(uri);
    const text = basis && (await this.#workspace.textOf(uri));
    if (!basis || text === undefined || text.length > LONGEST_TEXT) {
      this.#known.delete(uri);
      return undefined;
    }
    const known = this.#known.get(uri);
    if (known?.text === text && isSameBasis(known.basis, basis)) return known.analysis;
    const { service, settings, policy, today } = basis;
    const analysis = service.analyse(text, { settings, policy, today });
    this.#known.set(uri, { text, basis, analysis });
    return analysis;
  }
}

function isSameBasis(one: Basis, other: Basis): boolean {
  const isEqual = one.service === other.service && one.policy === other.policy && one.today === other.today;
  return isEqual && one.settings.profile === other.settings.profile;
}
