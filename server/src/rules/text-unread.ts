import { defineRule, type Found } from "./rule.ts";
import { unreadIn } from "./unreadText.ts";

interface Data {
  /** How many places there are, the reported one included. */
  readonly places: number;
}

/** How many other places the finding leads to: more are of no use to anybody. */
const MOST_RELATED = 20;

/**
 * A part of the document is too long or too deeply nested to be read. One finding per document, at the first such place:
 * whatever made one of them mostly made them all.
 */
export const textUnread = defineRule<Data>({
  id: "text-unread",
  scope: "document",
  severity: { draft: "hint", handoff: "hint" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const places = unreadIn(context).flatMap(({ chunk, values }) => values.map((span) => ({ chunk, span })));
    const [first, ...others] = places;
    if (!first) return;
    const related = others
      .slice(0, MOST_RELATED)
      .map((one) => ({ ...one, message: "This isn't read in full either." }));
    yield { ...first, data: { places: places.length }, related };
  },
  message({ places }) {
    const [what, where] = places === 1 ? ["This is", "it"] : [`${places} places are`, "them"];
    return `${what} too long or too deeply nested to be read in full, so problems in ${where} may be missed; expected shorter lines and paragraphs.`;
  },
});
