import { contains, shift } from "../document/positions.ts";
import { secretsIn } from "../document/secrets.ts";
import { codeIn } from "../system/code.ts";
import { defineRule, type Found } from "./rule.ts";

/**
 * A text looks like a live secret. Neither the data nor the message nor a fix has any part of it: they reach logs,
 * reports and screens that others see.
 */
export const secretPasted = defineRule<null>({
  id: "secret-pasted",
  scope: "section",
  severity: { draft: "error", handoff: "error" },
  *check(facts): Iterable<Found<null>> {
    for (const { start, end } of secretsIn(facts.text)) yield { span: { start, end }, data: null };
  },
  message: () => "This looks like a live secret; replace it and rotate it.",
  fixes({ chunk: { facts, start }, span }) {
    const own = shift(span, -start);
    const found = secretsIn(facts.text).find((one) => one.start === own.start);
    if (!found) return [];
    const isCode = [...codeIn(facts).map((block) => block.span), ...facts.codeSpans].some((one) => contains(one, own));
    // In an address or another word, marks of code would break it; in text, angle brackets would be a tag.
    const isWord = /[\p{L}\p{N}:@/"']/u.test((facts.text[own.start - 1] ?? " ") + (facts.text[own.end] ?? " "));
    const text = isCode ? `<${found.name}>` : isWord ? found.name : `\`${found.name}\``;
    return [{ title: `Replace the secret by ${text}`, kind: "choice", edits: [{ span, text }] }];
  },
});
