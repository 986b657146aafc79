import type { Document } from "../document/document.ts";
import type { Alignment } from "../template/alignment.ts";
import { type Deviation, deviationsIn } from "./deviations.ts";
import { type StackPart, stackParts } from "./uses.ts";

/** What a document says about technologies, read when somebody asks. */
export class StackModel {
  readonly #document: Document;
  readonly #alignment: Alignment;
  #parts: readonly StackPart[] | undefined;
  #deviations: readonly Deviation[] | undefined;

  constructor(document: Document, alignment: Alignment) {
    this.#document = document;
    this.#alignment = alignment;
  }

  /** The parts of the stack, with what they choose. */
  get parts(): readonly StackPart[] {
    this.#parts ??= stackParts(this.#document, this.#alignment);
    return this.#parts;
  }

  get deviations(): readonly Deviation[] {
    this.#deviations ??= deviationsIn(this.#document, this.#alignment);
    return this.#deviations;
  }
}
