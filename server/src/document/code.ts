import type { Code } from "mdast";
import { closesFence } from "./closing.ts";
import type { CodeBlock, CodeLabelFact } from "./facts.ts";
import { lineSpans, withLineEnds } from "./lines.ts";
import type { Span } from "./positions.ts";

/**
 * Reads fenced or indented code.
 *
 * @param span the node's in `text`
 * @param unread what was hidden from the parser: letters of the same number stand in its place in the node
 */
export function readCode(text: string, span: Span, node: Code, unread: readonly Span[]): CodeBlock {
  const parsed = withLineEnds(node.value, "\n");
  const written = lineSpans(text, span);
  const fence = /^(`{3,}|~{3,})/.exec(text.slice(span.start, span.end))?.[1];
  const inside = fence === undefined ? written : written.slice(1);
  // Indentation, and quote marks of a block around, stand before a line of code; nothing stands behind it.
  const lines = parsed.split("\n").flatMap((line, i) => {
    const source = inside[i];
    return source ? [{ start: Math.max(source.start, source.end - line.length), end: source.end }] : [];
  });
  const isHidden = unread.some((one) => one.start < span.end && span.start < one.end);
  const code = isHidden ? lines.map(({ start, end }) => text.slice(start, end)).join("\n") : parsed;
  return {
    kind: "code",
    span,
    language: (node.lang ?? "").toLowerCase(),
    code,
    lines,
    labels: lines.flatMap((line) => codeLabel(text, line) ?? []),
    unclosed: fence !== undefined && !closes(text, written, fence),
  };
}

/** Whether the last line of a fence closes it. */
function closes(text: string, lines: readonly Span[], fence: string): boolean {
  const last = lines.slice(1).findLast((line) => line.end > line.start);
  return last !== undefined && closesFence(text.slice(last.start, last.end).trim(), fence);
}

function codeLabel(text: string, line: Span): CodeLabelFact | undefined {
  const source = text.slice(line.start, line.end);
  const label = /^(\p{Lu}[\p{L}\p{N} /()&-]{0,60}?):(?=\s|$)/u.exec(source)?.[1];
  if (label === undefined) return undefined;
  const rest = source.slice(label.length + 1);
  const start = line.start + label.length + 1 + (rest.length - rest.trimStart().length);
  const end = line.start + source.trimEnd().length;
  return {
    label,
    name: { start: line.start, end: line.start + label.length },
    value: { start: Math.min(start, end), end },
  };
}
