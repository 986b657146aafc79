import {
  type CancellationToken,
  type DiagnosticServerCancellationData,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver";
import type { Current, OpenDocuments } from "./openDocuments.ts";
import type { Slices } from "./slices.ts";

/** The parameters of every request about a document. */
interface About {
  readonly textDocument: { readonly uri: string };
}

/** What the user asked for and can't be done, in a sentence for the user. */
export function refusal(message: string): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}

/** What requests need of the server. */
export interface RequestSources {
  readonly documents: OpenDocuments;
  readonly slices: Slices;
  /** Waits until the settings of a document are known. */
  ready(uri: string): Promise<void>;
  /** Waits until the messages that came already are read. */
  pause(): Promise<void>;
  /** An answer is there, and about to be sent. */
  answered(): void;
  logError(message: string): void;
}

/**
 * How requests about documents are answered: with the text that they were asked about, or not at all. A cancelled
 * request and one whose document changed meanwhile are answered as such, since an empty answer would say that there is
 * nothing.
 */
export class Requests {
  readonly #sources: RequestSources;

  constructor(sources: RequestSources) {
    this.#sources = sources;
  }

  /**
   * Answers a request for what a document shows.
   *
   * @param none the answer for a document that isn't open here
   */
  show<T>(
    params: About,
    token: CancellationToken,
    none: T,
    compute: (current: Current) => T | Promise<T>,
  ): Promise<T | ResponseError<never>> {
    return this.#answer(params, token, () => none, compute);
  }

  /** Answers a request for what was found in a document; rules that haven't run yet run bit by bit before. */
  showFound<T>(
    params: About,
    token: CancellationToken,
    none: T,
    compute: (current: Current) => T | Promise<T>,
  ): Promise<T | ResponseError<never>> {
    const { documents, slices } = this.#sources;
    return this.show<T | ResponseError<never>>(params, token, none, async (current) => {
      const revision = documents.revisionOf(current.uri);
      const isWanted = (): boolean => !token.isCancellationRequested && documents.revisionOf(current.uri) === revision;
      if (await slices.finish(current.analysis.checking, isWanted)) return compute(current);
      return token.isCancellationRequested ? cancelled() : superseded();
    });
  }

  /** Answers a request that the user made for an edit: with a refusal where it can't be done. */
  edit<T>(
    params: About,
    token: CancellationToken,
    compute: (current: Current) => T | ResponseError<never>,
  ): Promise<T | ResponseError<never>> {
    const none = (): ResponseError<never> =>
      this.#sources.documents.isTooLong(params.textDocument.uri)
        ? refusal("The document is too long to be read.")
        : refusal("The document is not open.");
    return this.#answer<T>(params, token, none, (current) =>
      current.isNewest ? compute(current) : refusal("The document could not be read; the log says why."),
    );
  }

  /** Answers a request that runs by itself all the time: what came in between goes first. */
  async background<T>(
    params: About,
    token: CancellationToken,
    none: T,
    compute: (current: Current) => T | Promise<T>,
  ): Promise<T | ResponseError<never>> {
    const revision = this.#sources.documents.revisionOf(params.textDocument.uri);
    await this.#sources.pause();
    if (token.isCancellationRequested) return cancelled();
    if (this.#sources.documents.revisionOf(params.textDocument.uri) !== revision) return superseded();
    return this.show(params, token, none, compute);
  }

  async #answer<T>(
    { textDocument: { uri } }: About,
    token: CancellationToken,
    none: () => T | ResponseError<never>,
    compute: (current: Current) => T | ResponseError<never> | Promise<T>,
  ): Promise<T | ResponseError<never>> {
    const { documents, ready, answered, logError } = this.#sources;
    if (token.isCancellationRequested) return cancelled();
    if (!documents.has(uri)) return none();
    const revision = documents.revisionOf(uri);
    await ready(uri);
    if (token.isCancellationRequested) return cancelled();
    if (documents.revisionOf(uri) !== revision) return superseded();
    const current = documents.current(uri);
    if (!current) return none();
    try {
      return await compute(current);
    } catch (error) {
      logError(`A request for ${uri} failed: ${errorText(error)}`);
      return new ResponseError(LSPErrorCodes.RequestFailed, "The request failed; the log says why.");
    } finally {
      answered();
    }
  }
}

export function errorText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The answer to a request that the client no longer wants. */
export function cancelled(): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, "The request was cancelled.");
}

/** The answer to a request about a text that is another now; the client may ask again. */
export function superseded(): ResponseError<never> {
  const data: DiagnosticServerCancellationData = { retriggerRequest: true };
  // Handlers declare the data of their errors each in its own way; this one goes with all of them.
  return new ResponseError(LSPErrorCodes.ServerCancelled, "The document changed meanwhile.", data as never);
}
