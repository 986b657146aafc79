import type { Readings } from "../template/readings.ts";
import { type Deviation, deviationsIn } from "./deviations.ts";
import { type StackPart, stackParts } from "./uses.ts";

/** What a document says about technologies, read when somebody asks. */
export class StackModel {
  readonly #readings: Readings;

  constructor(readings: Readings) {
    this.#readings = readings;
  }

  /** The parts of the stack, with what they choose. */
  get parts(): readonly StackPart[] {
    return this.#readings.part("stack", () => stackParts(this.#readings));
  }

  get deviations(): readonly Deviation[] {
    return this.#readings.part("deviations", () => deviationsIn(this.#readings));
  }
}
