import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NumberSet } from "../../server/src/template/numberSet.ts";

const numbers = fc.array(fc.nat({ max: 300 }));

describe("A set of numbers", () => {
  it("has what was added, and nothing else", () => {
    fc.assert(
      fc.property(numbers, (members) => {
        expect(membersOf(setOf(members))).toEqual(sorted(members));
      }),
    );
  });

  it("has the members of both sets after it was joined with another, which stays as it is", () => {
    fc.assert(
      fc.property(numbers, numbers, (some, others) => {
        const [one, other] = [setOf(some), setOf(others)];
        one.addAll(other);
        expect(membersOf(one)).toEqual(sorted([...some, ...others]));
        expect(membersOf(other)).toEqual(sorted(others));
      }),
    );
  });
});

function setOf(members: readonly number[]): NumberSet {
  const set = new NumberSet();
  for (const member of members) set.add(member);
  return set;
}

function membersOf(set: NumberSet): number[] {
  return Array.from({ length: 400 }, (_, i) => i).filter((i) => set.has(i));
}

function sorted(members: readonly number[]): number[] {
  return [...new Set(members)].sort((a, b) => a - b);
}
