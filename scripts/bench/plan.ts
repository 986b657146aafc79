import type { AdversarialDocument } from "./adversarial.ts";
import type { Effort } from "./contestant.ts";
import type { ServerKind } from "./kinds.ts";
import type { Entry, Part, Rounds } from "./race.ts";

/** What is done at one size. */
export interface Size {
  readonly scale: number;
  readonly rounds: Rounds;
  /** Every how manyth round the peers take part, in the order of `peers`. */
  readonly peersEvery: readonly number[];
  readonly openings: number;
}

/** Who takes part. */
export interface Kinds {
  readonly push: ServerKind;
  readonly pull: ServerKind;
  readonly idle: ServerKind;
  readonly others: readonly ServerKind[];
}

/** How much a run measures. */
export interface Plan {
  readonly sizes: readonly Size[];
  readonly starts: number;
  /** Whether an adversarial document is tried. */
  readonly isTried: (document: AdversarialDocument) => boolean;
  /** Milliseconds that an answer about an adversarial document is waited for. */
  readonly limit: number;
  /** Milliseconds that an answer of a peer is waited for: they are there to compare with, and a run should end. */
  readonly limitOfPeers: number;
}

/** Milliseconds that an answer of ours is waited for. */
const LIMIT = 60_000;

const QUICKLY_TRIED = /^(?:100,000 \[|quotes|an unclosed fence|a table of 5,000|CRLF)/;

/** What runs measure: all, or enough to see where one stands. */
export const PLANS: { readonly whole: Plan; readonly quick: Plan } = {
  whole: {
    starts: 12,
    limit: 20_000,
    limitOfPeers: 15_000,
    isTried: () => true,
    sizes: [
      {
        scale: 1,
        rounds: { edits: 30, symbols: 6, fences: 15, bursts: 3, parseEvery: 1 },
        peersEvery: [3, 6],
        openings: 5,
      },
      {
        scale: 10,
        rounds: { edits: 30, symbols: 6, fences: 10, bursts: 3, parseEvery: 2 },
        peersEvery: [6, 20],
        openings: 5,
      },
      {
        scale: 100,
        rounds: { edits: 20, symbols: 4, fences: 5, bursts: 3, parseEvery: 0 },
        peersEvery: [20, 20],
        openings: 5,
      },
    ],
  },
  quick: {
    starts: 3,
    limit: 20_000,
    limitOfPeers: 5_000,
    isTried: ({ name }) => QUICKLY_TRIED.test(name),
    sizes: [
      {
        scale: 1,
        rounds: { edits: 10, symbols: 2, fences: 4, bursts: 1, parseEvery: 2 },
        peersEvery: [5, 10],
        openings: 2,
      },
      {
        scale: 10,
        rounds: { edits: 10, symbols: 2, fences: 3, bursts: 1, parseEvery: 5 },
        peersEvery: [5, 10],
        openings: 1,
      },
    ],
  },
};

/**
 * Who takes part in what at a size: asking for diagnostics is a second way of ours, measured for edits alone, and so is
 * the server without work.
 */
export function entriesAt(
  { scale, openings, peersEvery }: Size,
  { push, pull, idle, others }: Kinds,
  { parts: wanted, limitOfPeers }: { readonly parts: readonly Part[]; readonly limitOfPeers: number },
): readonly Entry[] {
  const chosen = (parts: readonly Part[]): readonly Part[] => parts.filter((part) => wanted.includes(part));
  const effort: Effort = { scale, every: 1, limit: LIMIT, openings };
  const entries: readonly Entry[] = [
    { kind: push, effort, parts: chosen(["edit", "open", "symbols", "fence", "burst"]) },
    { kind: pull, effort, parts: chosen(["edit"]) },
    { kind: idle, effort, parts: chosen(["edit"]) },
    ...others.map((kind, i) => ({
      kind,
      effort: { scale, every: peersEvery[i] ?? 1, limit: limitOfPeers, openings: Math.min(openings, 2) },
      parts: chosen(["edit", "open", "symbols", "fence", "burst"]),
    })),
  ];
  return entries.filter(({ parts }) => parts.length > 0);
}
