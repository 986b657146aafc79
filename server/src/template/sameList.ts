/** Whether two lists have the same members in the same order. */
export function isSameList<T>(one: readonly T[], other: readonly T[]): boolean {
  return one === other || (one.length === other.length && one.every((member, i) => member === other[i]));
}
