import { describe, expect, it } from "vitest";
import type { ChunkFacts } from "../../server/src/document/facts.ts";
import { type AlignedSection, headingIn } from "../../server/src/template/alignment.ts";
import { ReadingCache } from "../../server/src/template/readings.ts";
import { analyse } from "../support/service.ts";

/** What is kept of a chunk's section in two documents that have the same text there. */
function check(one: string, other: string, chunk: number): { readonly isKept: boolean; readonly sections: string[] } {
  const [known, moved] = [sectionOf(one, chunk), sectionOf(other, chunk)];
  expect(moved.facts.text).toBe(known.facts.text);
  const cache = new ReadingCache();
  const isKept = cache.of(known.facts, known.section) === cache.of(known.facts, moved.section);
  return { isKept, sections: [known, moved].map(({ section }) => section.children.map((child) => child.shape).join()) };
}

function sectionOf(text: string, chunk: number): { readonly section: AlignedSection; readonly facts: ChunkFacts } {
  const { alignment, document } = analyse(text);
  const section = headingIn(alignment, chunk);
  const facts = document.chunks[chunk]?.facts;
  if (!section || !facts) throw new Error(`There is no section in chunk ${chunk}.`);
  return { section, facts };
}

describe("what was read of a section", () => {
  const labelled = "# MECHANISM: Pilot\n\n## Technology Stack\n\n**Backend:**\n- **Framework:** FastAPI 0.115\n\n";
  const deep = (marks: string): string =>
    `# MECHANISM: Pilot\n\n## Security Approach\n\n${marks} Of my own\n\n#### Deeper\n\ntext\n`;

  it("holds in another document that is alike around it", () => {
    const text = `${labelled}## Database Schema\n`;
    expect(check(text, `${text}\nMore.\n`, 1)).toEqual({ isKept: true, sections: ["label", "label"] });
  });

  it("doesn't hold where a heading has taken the place of its label", () => {
    const text = `${labelled}## Backend\n`;
    expect(check(labelled, text, 1)).toEqual({ isKept: false, sections: ["label", "heading"] });
  });

  it("doesn't hold below another section of the template, however far above", () => {
    expect(check(deep("##"), deep("###"), 3).isKept).toBe(false);
  });
});
