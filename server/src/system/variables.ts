import type { Readings, SectionReader } from "../template/readings.ts";
import { declaredSpans } from "./declarations.ts";
import type { Named } from "./entities.ts";
import { isSecretInText, type NameFound, namesIn } from "./variableMentions.ts";
import { isSecretName } from "./variableNames.ts";

/** An environment variable where a document names it. */
export interface Variable extends Named {
  readonly chunk: number;
  /** Listed as required, with the others; else it is used. */
  readonly declared: boolean;
  /** Its value is a secret: a key, token, password or connection string, and not public by its name. */
  readonly secret: boolean;
  /** The line that names it, trimmed. */
  readonly text: string;
}

/** Every place that names an environment variable, in the document's order. */
export function readVariables(readings: Readings): Variable[] {
  const declared = declaredSpans(readings);
  const seen = new Set<number>();
  const found = readings.gather(NAMES).flatMap(({ chunk, values }) => {
    // Without a title the root shares its chunk with the first section.
    if (seen.has(chunk)) return [];
    seen.add(chunk);
    const spans = declared.get(chunk) ?? [];
    return values.map((one) => ({
      ...one,
      chunk,
      declared: spans.some((span) => span.start <= one.span.start && one.span.end <= span.end),
    }));
  });
  // Who sets or reads a name somewhere, or lists it, means the same by it elsewhere.
  const known = new Set(found.filter((one) => one.declared || one.certain).map((one) => one.name));
  const isVariable = (one: NameFound & { readonly declared: boolean }): boolean =>
    one.declared || one.certain || (one.name.includes("_") && (known.has(one.name) || isSecretInText(one)));
  return found.filter(isVariable).map(({ name, span, chunk, declared: isDeclared, text }) => ({
    name,
    span,
    chunk,
    declared: isDeclared,
    secret: isSecretName(name),
    text,
  }));
}

const NAMES: SectionReader<NameFound> = {
  isAbout: (section) => section.shape === "heading",
  read: (facts) => namesIn(facts),
};
