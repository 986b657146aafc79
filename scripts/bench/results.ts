/** What is measured of a server. */
export type Measure =
  | "edit"
  | "editAfterRest"
  | "fenceOpened"
  | "fenceClosed"
  | "symbols"
  | "burst"
  | "burstPublications"
  | "opened"
  | "openedWholly"
  | "memory"
  | "start";

/** The figures of one measure of one server at one size. */
export interface Sample {
  readonly measure: Measure;
  /** How many times as long as a usual document. */
  readonly scale: number;
  readonly who: string;
  readonly values: readonly number[];
  /** Milliseconds that an answer was waited for in vain. */
  readonly unanswered?: number;
  /** The process ended while an answer was waited for. */
  readonly isCrashed?: boolean;
}

/** Collects figures. */
export class Results {
  readonly #samples = new Map<string, Sample>();

  /** Takes a figure: milliseconds, megabytes or a count. */
  add(measure: Measure, scale: number, who: string, value: number): void {
    const sample = this.#of(measure, scale, who);
    this.#set({ ...sample, values: [...sample.values, value] });
  }

  /** Takes note that there was no answer within some milliseconds. */
  unanswered(measure: Measure, scale: number, who: string, limit: number): void {
    this.#set({ ...this.#of(measure, scale, who), unanswered: limit });
  }

  /** Takes note that the process ended. */
  crashed(measure: Measure, scale: number, who: string): void {
    this.#set({ ...this.#of(measure, scale, who), isCrashed: true });
  }

  get samples(): readonly Sample[] {
    return [...this.#samples.values()];
  }

  get(measure: Measure, scale: number, who: string): Sample | undefined {
    return this.#samples.get(keyOf(measure, scale, who));
  }

  #of(measure: Measure, scale: number, who: string): Sample {
    return this.get(measure, scale, who) ?? { measure, scale, who, values: [] };
  }

  #set(sample: Sample): void {
    this.#samples.set(keyOf(sample.measure, sample.scale, sample.who), sample);
  }
}

function keyOf(measure: Measure, scale: number, who: string): string {
  return `${measure} ${scale} ${who}`;
}

/** The value below which a share of the values lies, by the nearest rank; not a number if there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
