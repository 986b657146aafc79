import { areaOf, isSame } from "../stack/standard.ts";
import { isCovered, useAt } from "./deviationCover.ts";
import { addDeviation } from "./deviationEntry.ts";
import { defineRule, type Fix, type Found } from "./rule.ts";
import { productOf, standardPlace } from "./stackFields.ts";

interface Data {
  readonly product: string;
  readonly host: string;
  readonly standards: readonly string[];
}

/** What is chosen and where it runs are both standard, but not together. */
export const stackIncoherent = defineRule<Data>({
  id: "stack-incoherent",
  scope: "document",
  severity: { draft: "warning", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { stack } = context.policy;
    for (const part of context.technologies.parts) {
      const use = productOf(part);
      const choices = areaOf(stack, part.area)?.choices ?? [];
      const own = choices.filter((one) => use && one.technologies.some((t) => isSame(t, use.mention.technology)));
      const hosts = own.flatMap((one) => one.hosting);
      if (!use || hosts.length === 0) continue;
      const used = part.uses.filter((one) => one.choice === "hosting");
      // Where the standard host is named too, the other runs something beside the product.
      if (used.some((one) => hosts.some((other) => isSame(other, one.mention.technology)))) continue;
      for (const host of used) {
        const { technology } = host.mention;
        const isStandard = choices.some((one) => one.hosting.some((other) => isSame(other, technology)));
        // A host that no choice has is a deviation, not a mix-up.
        if (!isStandard || isCovered(context, host)) continue;
        const data = {
          product: use.mention.technology.name,
          host: technology.name,
          standards: [...new Set(hosts.map((one) => one.name))],
        };
        yield { chunk: host.chunk, span: host.mention.span, data, related: standardPlace(context, part.area) };
      }
    }
  },
  message: ({ product, host, standards }) =>
    `${product} on ${host}; the standard hosts it on ${standards.join(" or ")}.`,
  fixes({ chunk, index, span, data }, context) {
    const others = data.standards.map(
      (standard): Fix => ({
        title: `Use "${standard}" in place of "${data.host}"`,
        kind: "choice",
        edits: [{ span, text: standard }],
      }),
    );
    const use = useAt(context, index, span.start - chunk.start);
    const added = use && addDeviation(context, use, data.standards.join(" or "));
    if (!added) return others;
    const remark = added.replaces ? ", which replaces the statement that there are none" : "";
    return [...others, { title: `Add a deviation for "${data.host}"${remark}`, kind: "choice", edits: added.edits }];
  },
});
