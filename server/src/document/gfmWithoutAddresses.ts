import { gfmFootnoteFromMarkdown } from "mdast-util-gfm-footnote";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import type { Processor } from "unified";

/**
 * Whether a text may hold an address that GFM makes a link of without any marks (GFM 6.9): one that starts with `www.`
 * or `http`, or has an `@`. A character reference may stand for any of their letters.
 */
export function mayHoldAddress(text: string): boolean {
  return /[@&]|www|http/i.test(text);
}

/**
 * GFM but for addresses without marks, as a plugin of unified's. The search for them takes almost half of the time of a
 * parse, since every letter may start one; most text has none.
 */
export function gfmWithoutAddresses(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [gfmFootnote(), gfmStrikethrough(), gfmTable(), gfmTaskListItem()];
  data.fromMarkdownExtensions = [
    gfmFootnoteFromMarkdown(),
    gfmStrikethroughFromMarkdown(),
    gfmTableFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
  ];
}
