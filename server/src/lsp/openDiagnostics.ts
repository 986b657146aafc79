import {
  type CancellationToken,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type ResponseError,
} from "vscode-languageserver";
import type { Finding } from "../rules/rule.ts";
import { toDiagnostics } from "./convert.ts";
import type { Current } from "./openDocuments.ts";
import { cancelled, errorText, superseded } from "./requests.ts";
import type { Server } from "./server.ts";
import { MOST_ROUNDS } from "./workspaceHost.ts";

/** For how many milliseconds a document may show nothing before what is known of its structure is shown. */
const EARLY = 200;

/** A document whose rules have all run; without one if it isn't served. Nothing if its text is another by now. */
type Settled = { readonly current: Current | undefined } | undefined;

/** What is done with findings about structure while the other rules still run. */
interface Early {
  /** When somebody began to wait. */
  readonly since: number;
  /** Called once for a document that shows nothing yet, if that takes long. */
  show(current: Current, findings: readonly Finding[]): void;
}

/** The findings of open documents on their way to the client. */
export class OpenDiagnostics {
  readonly #server: Server;
  /** The documents whose findings the client has, some of them at least. */
  readonly #shown = new Set<string>();

  constructor(server: Server) {
    this.#server = server;
  }

  forget(uri: string): void {
    this.#shown.delete(uri);
  }

  /** Checks a document as it is now; sends what is found to a client that doesn't ask. */
  async check(uri: string): Promise<void> {
    const { client, documents, workspace } = this.#server;
    await workspace.ready(uri);
    const isOpen = (): boolean => documents.has(uri);
    if (client.pull) return void (await this.#settled(uri, isOpen));
    const since = this.#server.host.clock();
    const show = (current: Current, findings: readonly Finding[]): void => void this.#send(uri, current, findings);
    const settled = await this.#settled(uri, isOpen, { since, show });
    const { current } = settled ?? {};
    if (settled && isOpen() && current?.isNewest !== false) await this.#send(uri, current, current?.analysis.findings);
  }

  /** Answers a client that asks: with all findings, or with those about structure and the wish to be asked again. */
  report(
    params: DocumentDiagnosticParams,
    token: CancellationToken,
  ): Promise<DocumentDiagnosticReport | ResponseError<never>> {
    const none: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
    const since = this.#server.host.clock();
    return this.#server.requests.background<DocumentDiagnosticReport | ResponseError<never>>(
      params,
      token,
      none,
      ({ uri }) =>
        new Promise((resolve, reject) => {
          this.#report(uri, params, token, since, resolve).catch((error: unknown) => {
            const { previousResultId: resultId } = params;
            if (resultId === undefined) return reject(error);
            // What the client has stays, rather than being taken away by a mistake of ours.
            this.#server.connection.console.error(errorText(error));
            resolve({ kind: DocumentDiagnosticReportKind.Unchanged, resultId });
          });
        }),
    );
  }

  async #report(
    uri: string,
    { previousResultId }: DocumentDiagnosticParams,
    token: CancellationToken,
    since: number,
    answer: (report: DocumentDiagnosticReport | ResponseError<never>) => void,
  ): Promise<void> {
    const { client, connection } = this.#server;
    let isEarly = false;
    const full = (current: Current, resultId: string, findings: readonly Finding[]): void => {
      this.#shown.add(uri);
      answer({ kind: DocumentDiagnosticReportKind.Full, resultId, items: toDiagnostics(current, client, findings) });
    };
    const show = (current: Current, findings: readonly Finding[]): void => {
      isEarly = true;
      full(current, `${current.id} early`, findings);
    };
    const isWanted = (): boolean => isEarly || !token.isCancellationRequested;
    const settled = await this.#settled(uri, isWanted, client.refresh ? { since, show } : undefined);
    if (isEarly) return settled && connection.languages.diagnostics.refresh();
    if (!settled?.current) return answer(token.isCancellationRequested ? cancelled() : superseded());
    const { current } = settled;
    const { id: resultId } = current;
    if (previousResultId === resultId) return answer({ kind: DocumentDiagnosticReportKind.Unchanged, resultId });
    full(current, resultId, current.analysis.findings);
  }

  /** Runs the rules on a document bit by bit, and again with the files that they asked for. */
  async #settled(uri: string, isWanted: () => boolean, early?: Early): Promise<Settled> {
    const { documents, host, slices, workspace } = this.#server;
    const revision = documents.revisionOf(uri);
    const isStill = (): boolean => isWanted() && documents.revisionOf(uri) === revision;
    for (let round = 1; isStill(); round++) {
      const current = documents.current(uri);
      if (!current) return { current };
      const { checking } = current.analysis;
      const between = (): void => {
        if (!early || this.#shown.has(uri) || host.clock() - early.since < EARLY) return;
        this.#shown.add(uri);
        const findings = checking.structure();
        if (findings.length > 0) early.show(current, findings);
      };
      // Reading alone may have taken that long.
      between();
      if (!(await slices.finish(checking, isStill, between))) return undefined;
      if (round === MOST_ROUNDS || !(await workspace.settle(uri))) return { current };
    }
    return undefined;
  }

  async #send(uri: string, current: Current | undefined, findings: readonly Finding[] | undefined): Promise<void> {
    const { client, connection } = this.#server;
    this.#shown.add(uri);
    const diagnostics = current ? toDiagnostics(current, client, findings) : [];
    await connection.sendDiagnostics({ uri, diagnostics, ...(current ? { version: current.version } : {}) });
  }
}
