import { withoutSecrets } from "../document/secrets.ts";
import { normaliseName } from "../document/text.ts";
import type { Analysis } from "../features/analysis.ts";
import { type ApprovalEntry, approvals } from "../features/approval/states.ts";
import { UsageError } from "./io.ts";

/** The deviations that a document has entries for, in its order. */
export function declaredDeviations(analysis: Analysis): ApprovalEntry[] {
  return approvals(analysis).filter((entry) => entry.state !== "undeclared");
}

/**
 * The deviation that somebody means by a word: its number, "D1", its heading or its area.
 *
 * @throws {UsageError} if there is none, or if several are called so
 */
export function deviationNamed(all: readonly ApprovalEntry[], word: string): ApprovalEntry {
  const found = bestMatches(all, word);
  const [only] = found;
  if (only && found.length === 1) return only;
  const what = only ? `Several deviations are called "${word}".` : `There is no deviation "${word}".`;
  throw new UsageError(`${what} ${thereIs(all)}`);
}

/** A sentence about the deviations of a document and how they stand; secrets are left out. */
export function thereIs(all: readonly ApprovalEntry[]): string {
  const list = all.map((entry) => `${entry.id} (${entry.state})`).join(", ");
  return list === "" ? "The document has no deviations." : `There is: ${withoutSecrets(list)}.`;
}

function bestMatches(all: readonly ApprovalEntry[], word: string): readonly ApprovalEntry[] {
  const number = /^(?:d|dev\.?|deviation)?\s*#?0*(\d+)$/i.exec(word.trim())?.[1];
  if (number !== undefined) {
    const keyed = all.filter((entry) => entry.key === `D${number}`);
    return keyed.length > 0 ? keyed : all.filter((entry) => entry.name.endsWith(` ${number}`));
  }
  const wanted = comparable(word);
  if (wanted === "") return [];
  // A heading tells an entry from all others; an area may be that of several.
  const exact = all.filter((entry) => [entry.id, entry.key].some((one) => comparable(one) === wanted));
  return exact.length > 0 ? exact : all.filter((entry) => comparable(entry.area) === wanted);
}

/** The line that a request asks for has single quotes within its double ones. */
function comparable(name: string): string {
  return normaliseName(name).replaceAll('"', "'");
}
