import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Contestant, type Effort, textAt } from "./contestant.ts";
import type { ServerKind } from "./kinds.ts";
import type { Parser } from "./parser.ts";
import type { Results } from "./results.ts";

/** Parts of a run that somebody may want alone. */
export const PARTS = ["start", "open", "edit", "symbols", "fence", "burst", "adversarial"] as const;
export type Part = (typeof PARTS)[number];

/** A server and what it does at a size. */
export interface Entry {
  readonly kind: ServerKind;
  readonly effort: Effort;
  readonly parts: readonly Part[];
}

/** How often things are measured at a size. */
export interface Rounds {
  /** Stretches of keystrokes. */
  readonly edits: number;
  /** Stretches of keystrokes too. */
  readonly symbols: number;
  readonly fences: number;
  readonly bursts: number;
  /** Every how manyth round of edits the whole text is parsed; 0 for once, when nothing else runs. */
  readonly parseEvery: number;
}

/** The name of the yardstick among those that are measured. */
export const FULL_PARSE = "full parse by remark";

const EDITS_IN_A_BURST = 200;

/** Lets servers do the same at one size, in turns, so that what else the machine does hits all alike. */
export async function race(
  scale: number,
  entries: readonly Entry[],
  rounds: Rounds,
  { results, parser, folder }: { readonly results: Results; readonly parser: Parser; readonly folder: string },
): Promise<void> {
  const workspace = await mkdtemp(join(folder, `at-${scale}-`));
  await mkdir(join(workspace, "docs"));
  const text = textAt(scale);
  await writeFile(join(workspace, "MECHANISM.md"), text);
  const all: { readonly contestant: Contestant; readonly parts: readonly Part[] }[] = [];
  const takingPart = (part: Part): Contestant[] =>
    all
      .filter(({ contestant, parts }) => parts.includes(part) && !contestant.isOut)
      .map(({ contestant }) => contestant);
  try {
    for (const { kind, effort, parts } of entries) {
      const contestant = await Contestant.start(kind, effort, results, workspace);
      all.push({ contestant, parts });
      await contestant.open();
    }
    for (let round = 0; round < rounds.edits; round++) {
      for (const one of takingPart("edit")) if (round % one.effort.every === 0) await one.edits();
      if (takingPart("edit").length > 0 && rounds.parseEvery > 0 && round % rounds.parseEvery === 0)
        results.add("edit", scale, FULL_PARSE, await parser.parse(text));
    }
    for (const one of takingPart("symbols")) await one.rest();
    for (let round = 0; round < rounds.symbols; round++)
      for (const one of takingPart("symbols")) if (round % one.effort.every === 0) await one.symbols();
    for (let round = 0; round < rounds.fences; round++)
      for (const one of takingPart("fence")) if (round % one.effort.every === 0) await one.fence();
    for (let round = 0; round < rounds.bursts; round++)
      for (const one of takingPart("burst")) if (round % one.effort.every === 0) await one.burst(EDITS_IN_A_BURST);
  } finally {
    for (const { contestant } of all) contestant.stop();
  }
  const isParsedOnce = rounds.parseEvery === 0 && entries.some(({ parts }) => parts.includes("edit"));
  if (isParsedOnce) results.add("edit", scale, FULL_PARSE, await parser.parse(text));
}
