import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Analysis } from "../../server/src/features/analysis.ts";
import type { AlignedField, AlignedSection } from "../../server/src/template/alignment.ts";
import { applied, IS_LONG, type Step, someSections, step } from "../support/edits.ts";
import { POLICY, service, TODAY } from "../support/service.ts";

const RUNS = IS_LONG ? 20_000 : 200;
const EDITS_IN_A_RUN = 8;

describe("an analysis after edits", () => {
  it("equals one of the resulting text alone", { timeout: 24 * 60 * 60 * 1000 }, () => {
    fc.assert(
      fc.property(someSections, fc.array(step, { minLength: 1, maxLength: EDITS_IN_A_RUN }), (text, steps) =>
        check(text, steps),
      ),
      { numRuns: RUNS },
    );
  });
});

const OPTIONS = { settings: { profile: "draft", rules: new Map() }, policy: POLICY, today: TODAY } as const;

function check(first: string, steps: readonly Step[]): void {
  let text = first;
  let previous = service.analyse(text, OPTIONS);
  for (const one of steps) {
    text = applied(text, one);
    const analysis = service.analyse(text, { ...OPTIONS, previous });
    const fresh = service.analyse(text, OPTIONS);
    expect(analysis.document.text).toBe(text);
    expect(describeAnalysis(analysis)).toEqual(describeAnalysis(fresh));
    previous = analysis;
  }
}

/** What an analysis says, without the objects that it says it with. */
function describeAnalysis({ alignment, document, findings }: Analysis): unknown {
  return {
    chunks: document.chunks.map(({ start: at, facts }) => [at, facts]),
    recognised: alignment.recognised,
    sections: alignment.sections.map((one) => ({
      ...one,
      schema: one.schema?.path,
      parent: alignment.sections.indexOf(one.parent as AlignedSection),
      children: one.children.map((child) => alignment.sections.indexOf(child)),
      fields: one.fields.map(describeField),
      missingFields: one.missingFields.map(({ label }) => label),
      missingSections: one.missingSections.map(({ path }) => path),
    })),
    findings,
  };
}

function describeField({ schema, fact, fields, missing }: AlignedField): unknown {
  return { label: schema.label, fact, fields: fields.map(describeField), missing: missing.map(({ label }) => label) };
}
