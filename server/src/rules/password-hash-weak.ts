import { filledValues } from "./filledValues.ts";
import { GOOD_COST, HASH_COSTS, LEAST_COST, lowCosts, type PasswordMention, weakHashes } from "./passwordHashes.ts";
import { defineRule, type Found } from "./rule.ts";

type Data =
  | { readonly what: "hash"; readonly says: string; readonly replaceable: boolean }
  | { readonly what: "cost"; readonly says: string };

/** Passwords are kept so that whoever gets hold of them can guess them quickly. */
export const passwordHashWeak = defineRule<Data>({
  id: "password-hash-weak",
  scope: "document",
  severity: { draft: "warning", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    for (const same of bySaying(weakHashes(context))) {
      const [{ says, whole, chunk, span }, ...others] = same;
      // A sentence about plain text reads on with no other word in its place.
      const data: Data = { what: "hash", says, replaceable: whole || /\d/.test(says) };
      const related = others.map((one) => ({ chunk: one.chunk, span: one.span, message: "Said here too." }));
      yield { chunk, span, data, related };
    }
    for (const { says, chunk, span } of lowCosts(context)) yield { chunk, span, data: { what: "cost", says } };
  },
  message: (data) =>
    data.what === "cost"
      ? `A bcrypt cost of ${data.says} is too low; expected at least ${LEAST_COST}, better ${GOOD_COST}.`
      : `"${data.says}" is too weak for passwords; expected a slow hash such as bcrypt with cost ${GOOD_COST}.`,
  fixes({ data, span }, context) {
    if (data.what === "cost") {
      const title = `Write ${GOOD_COST} in place of ${data.says}`;
      return [{ title, kind: "choice", edits: [{ span, text: `${GOOD_COST}` }] }];
    }
    if (!data.replaceable) return [];
    const hasCost = filledValues(context, HASH_COSTS).length > 0;
    const text = hasCost ? "bcrypt" : `bcrypt, cost ${GOOD_COST}`;
    return [{ title: `Write "${text}" in place of "${data.says}"`, kind: "choice", edits: [{ span, text }] }];
  },
});

/** Mentions that say the same, the first of each in its place. */
function bySaying(mentions: readonly PasswordMention[]): [PasswordMention, ...PasswordMention[]][] {
  const groups = new Map<string, [PasswordMention, ...PasswordMention[]]>();
  for (const one of mentions) {
    const key = one.says.toLowerCase().replace(/salted |[- ]/g, "");
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}
