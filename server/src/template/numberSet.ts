/** A set of whole numbers from 0, one bit each: a small part of the memory of a `Set`, and quick to join with another. */
export class NumberSet {
  // An array that grows takes room for many more: most sets need these two.
  readonly #words = [0, 0];

  add(member: number): void {
    const at = member >>> 5;
    while (this.#words.length <= at) this.#words.push(0);
    this.#words[at] = (this.#words[at] ?? 0) | (1 << (member & 31));
  }

  addAll(others: NumberSet): void {
    others.#words.forEach((word, at) => {
      this.#words[at] = (this.#words[at] ?? 0) | word;
    });
  }

  has(member: number): boolean {
    return ((this.#words[member >>> 5] ?? 0) & (1 << (member & 31))) !== 0;
  }
}
