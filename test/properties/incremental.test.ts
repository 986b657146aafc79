import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DocumentEditor } from "../../server/src/document/editor.ts";
import type { ChunkFacts } from "../../server/src/document/facts.ts";
import type { Analysis } from "../../server/src/features/analysis.ts";
import { ruleById } from "../../server/src/rules/index.ts";
import { type AlignedField, type AlignedSection, fieldsOf } from "../../server/src/template/alignment.ts";
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

describe("an analysis of a document whose versions come back", () => {
  it("equals one of the version's text alone", { timeout: 24 * 60 * 60 * 1000 }, () => {
    const turns = fc.array(fc.nat(), { minLength: 1, maxLength: EDITS_IN_A_RUN });
    const steps = fc.array(step, { minLength: 1, maxLength: EDITS_IN_A_RUN });
    fc.assert(fc.property(someSections, steps, turns, checkJourney), { numRuns: RUNS });
  });
});

describe("a check", () => {
  it("finds the same however often an edit came before it was done", { timeout: 24 * 60 * 60 * 1000 }, () => {
    const interrupted = fc.tuple(step, fc.nat({ max: 40 }));
    fc.assert(
      fc.property(someSections, fc.array(interrupted, { minLength: 1, maxLength: EDITS_IN_A_RUN }), checkInterrupted),
      { numRuns: RUNS },
    );
  });

  it("knows what is found of the structure before all rules have run", { timeout: 24 * 60 * 60 * 1000 }, () => {
    fc.assert(
      fc.property(someSections, fc.array(step, { maxLength: EDITS_IN_A_RUN }), (first, steps) => {
        const analysis = service.analyse(steps.reduce(applied, first), OPTIONS);
        const early = analysis.checking.structure();
        expect(early).toEqual(analysis.findings.filter(({ rule }) => ruleById(rule)?.structure === true));
      }),
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

function checkJourney(first: string, steps: readonly Step[], turns: readonly number[]): void {
  const versions = [first];
  for (const one of steps) versions.push(applied(versions.at(-1) ?? "", one));
  const editor = new DocumentEditor(first);
  let previous = service.analyse(editor.read(), OPTIONS);
  for (const turn of turns) {
    const text = versions[turn % versions.length] ?? "";
    editor.edit(undefined, text);
    const analysis = service.analyse(editor.read(), { ...OPTIONS, previous });
    expect(describeAnalysis(analysis)).toEqual(describeAnalysis(service.analyse(text, OPTIONS)));
    previous = analysis;
  }
}

/** Each version is checked for some steps only before the next one comes. */
function checkInterrupted(first: string, steps: readonly (readonly [Step, number])[]): void {
  let text = first;
  let previous = service.analyse(text, OPTIONS);
  for (const [edit, count] of steps) {
    advance(previous, count);
    text = applied(text, edit);
    previous = service.analyse(text, { ...OPTIONS, previous });
  }
  expect(previous.findings).toEqual(service.analyse(text, OPTIONS).findings);
}

/** Runs so many steps of a check, none for 0. */
function advance({ checking }: Analysis, count: number): void {
  let left = count;
  if (left > 0) checking.advance(() => --left > 0);
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
      fields: fieldsOf(one, document.chunks[one.chunk]?.facts as ChunkFacts).map(describeField),
      missingFields: one.missingFields.map(({ label }) => label),
      missingSections: one.missingSections.map(({ path }) => path),
    })),
    findings,
  };
}

function describeField({ schema, fact, fields, missing }: AlignedField): unknown {
  return { label: schema.label, fact, fields: fields.map(describeField), missing: missing.map(({ label }) => label) };
}
