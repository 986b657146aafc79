import { distance } from "fastest-levenshtein";

/**
 * The name that somebody may have meant: the one with the fewest letters to change, if those are few enough that it is
 * likely a slip, and if no other name is as near.
 *
 * @param names what there is, as it is written there
 */
export function closestName(name: string, names: readonly string[]): string | undefined {
  const most = Math.min(3, Math.max(1, Math.floor(name.length / 3)));
  const written = name.toLowerCase();
  const near = [...new Set(names)]
    .flatMap((one) => {
      const other = one.toLowerCase();
      // Each step changes the length by one at most.
      if (Math.abs(other.length - written.length) > most) return [];
      const steps = stepsBetween(written, other);
      return steps <= most ? [{ one, steps }] : [];
    })
    .sort((a, b) => a.steps - b.steps);
  const [first, second] = near;
  return first && second?.steps !== first.steps ? first.one : undefined;
}

/** How many letters to change; two that changed places are one slip. */
function stepsBetween(one: string, other: string): number {
  if (one === other || one.length !== other.length) return distance(one, other);
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const swapped = `${one.slice(0, at)}${one[at + 1] ?? ""}${one[at] ?? ""}${one.slice(at + 2)}`;
  return swapped === other ? 1 : distance(one, other);
}
