import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** Full parses by remark, in a process of their own. */
export class Parser {
  readonly #process: ChildProcess;

  constructor(file: string) {
    this.#process = fork(file);
  }

  /** How many milliseconds one full parse of a text takes. */
  async parse(text: string): Promise<number> {
    this.#process.send(text);
    const [elapsed] = (await once(this.#process, "message")) as [number];
    return elapsed;
  }

  stop(): void {
    this.#process.kill();
  }
}
