import type { Checking } from "../features/check.ts";

/** For how many milliseconds rules run before the messages that came meanwhile are read. */
const SLICE = 15;

/** What slices of work need of the server. */
export interface SlicesSources {
  /** The time in milliseconds, from any moment on. */
  clock(): number;
  /** Waits until the messages that came already are read. */
  pause(): Promise<void>;
}

/** Runs the rules on a document bit by bit, so that a long one keeps nobody waiting who asks for something else. */
export class Slices {
  readonly #sources: SlicesSources;

  constructor(sources: SlicesSources) {
    this.#sources = sources;
  }

  /**
   * Runs rules until all have run, or nobody wants to know any longer. Errors are those of rules.
   *
   * @param isWanted asked after each pause
   * @param between called before each pause
   * @returns whether all have run
   */
  async finish(checking: Checking, isWanted: () => boolean, between: () => void = () => {}): Promise<boolean> {
    const { clock, pause } = this.#sources;
    for (;;) {
      const end = clock() + SLICE;
      if (checking.advance(() => clock() < end)) return true;
      between();
      await pause();
      if (!isWanted()) return false;
    }
  }
}
