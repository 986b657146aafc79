import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";

/*
 * The yardstick, in a process of its own: each message is a text, each answer the milliseconds that one full parse of
 * it took, with the syntax that the server reads.
 */

const processor = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ["yaml"]).freeze();

process.on("message", (text: string) => {
  const start = performance.now();
  processor.parse(text);
  process.send?.(performance.now() - start);
});
