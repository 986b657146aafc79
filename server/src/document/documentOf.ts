import type { Chunk, Document } from "./document.ts";
import { DocumentLines } from "./documentLines.ts";
import type { ChunkFacts } from "./facts.ts";
import type { Lines } from "./positions.ts";

/**
 * Makes a document of the facts of its chunks, in order.
 *
 * @param earlier versions before, whose definitions it keeps if they are the same
 */
export function documentOf(parts: readonly ChunkFacts[], earlier: readonly Document[] = []): Document {
  const chunks: Chunk[] = [];
  let start = 0;
  let line = 0;
  for (const facts of parts) {
    chunks.push({ start, line, facts });
    start += facts.text.length;
    line += facts.lines.lineCount - 1;
  }
  return new ChunkedDocument(chunks, start, definitionsIn(parts, earlier));
}

class ChunkedDocument implements Document {
  readonly chunks: readonly Chunk[];
  readonly length: number;
  readonly lines: Lines;
  readonly definitions: ReadonlySet<string>;
  #text: string | undefined;
  #eol: "\n" | "\r\n" | undefined;

  constructor(chunks: readonly Chunk[], length: number, definitions: ReadonlySet<string>) {
    this.chunks = chunks;
    this.length = length;
    this.lines = new DocumentLines(chunks, length);
    this.definitions = definitions;
  }

  get text(): string {
    this.#text ??= this.chunks.map((chunk) => chunk.facts.text).join("");
    return this.#text;
  }

  get eol(): "\n" | "\r\n" {
    this.#eol ??= this.chunks.some((chunk) => chunk.facts.text.includes("\r\n")) ? "\r\n" : "\n";
    return this.#eol;
  }
}

function definitionsIn(parts: readonly ChunkFacts[], earlier: readonly Document[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { definitions } of parts) for (const label of definitions) found.add(label);
  const isSame = ({ definitions }: Document): boolean =>
    definitions.size === found.size && [...found].every((label) => definitions.has(label));
  return earlier.find(isSame)?.definitions ?? found;
}
