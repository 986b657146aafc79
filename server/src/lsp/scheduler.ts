/**
 * Runs work for documents in the background: once per document however often it changed, after the messages that wait
 * already, and one document at a time with a pause in between. There is no fixed delay: what waits is done as soon as a
 * turn brings no further change, so that a burst of changes is worked on once.
 */
export class Scheduler {
  readonly #defer: (task: () => void) => void;
  readonly #run: (uri: string) => void;
  readonly #waiting = new Set<string>();
  #isDeferred = false;
  /** Something was scheduled since the last turn, and more may wait behind it; or an answer is on its way. */
  #isBusy = false;

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
    this.#isBusy = true;
    this.#deferNext();
  }

  /** Lets an answer that was just given go out before any work is begun: it is sent a turn later. */
  postpone(): void {
    this.#isBusy = true;
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
    if (this.#isBusy) {
      this.#isBusy = false;
      this.#deferNext();
      return;
    }
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
