/**
 * Runs work for documents in the background: once per document however often it changed, after the messages that wait
 * already, and one document at a time with a pause in between. There is no fixed delay: what waits is done as soon as
 * the client is quiet, and a change that comes first only moves its document to the end.
 */
export class Scheduler {
  readonly #defer: (task: () => void) => void;
  readonly #run: (uri: string) => void;
  readonly #waiting = new Set<string>();
  #isDeferred = false;

  /**
   * @param defer runs a task after the messages that wait already
   * @param run does the work of a document; its own errors are its own business
   */
  constructor(defer: (task: () => void) => void, run: (uri: string) => void) {
    this.#defer = defer;
    this.#run = run;
  }

  /** Asks for the work of a document to be done with its newest version. */
  schedule(uri: string): void {
    this.#waiting.delete(uri);
    this.#waiting.add(uri);
    this.#deferNext();
  }

  /** Forgets a document. */
  cancel(uri: string): void {
    this.#waiting.delete(uri);
  }

  #deferNext(): void {
    if (this.#isDeferred || this.#waiting.size === 0) return;
    this.#isDeferred = true;
    this.#defer(() => this.#next());
  }

  #next(): void {
    this.#isDeferred = false;
    const [uri] = this.#waiting;
    if (uri === undefined) return;
    this.#waiting.delete(uri);
    try {
      this.#run(uri);
    } finally {
      this.#deferNext();
    }
  }
}
