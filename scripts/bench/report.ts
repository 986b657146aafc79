import { type AdversarialResult, REQUESTS } from "./adversarialRun.ts";
import { NO_WORK } from "./kinds.ts";
import { FULL_PARSE } from "./race.ts";
import { type Measure, quantile, type Results, type Sample } from "./results.ts";
import { EMPTY_NODE } from "./startup.ts";

/** What is measured, as the tables name it, and what we aim for at 1, 10 and 100 times the usual size. */
const MEASURES: readonly {
  readonly measure: Measure;
  readonly title: string;
  readonly isWithTail?: boolean;
  readonly targets?: Readonly<Record<number, string>>;
}[] = [
  {
    measure: "edit",
    title: "Edit → diagnostics of that version, p50 / p95 ms",
    isWithTail: true,
    targets: at("2 / 8", "4 / 12", "10 / 30"),
  },
  { measure: "editAfterRest", title: "The first of these after a rest, p50 / p95 ms", isWithTail: true },
  { measure: "symbols", title: "Symbols right behind an edit, p50 ms", targets: at("3", "8", "40") },
  { measure: "fenceOpened", title: "Edit that opens a fence at the top, p50 ms", targets: at("20", "60", "500") },
  { measure: "fenceClosed", title: "Edit that takes it away again, p50 ms", targets: at("20", "60", "500") },
  { measure: "burst", title: "Burst of 200 edits → last diagnostics, ms", targets: at("100", "150", "500") },
  { measure: "burstPublications", title: "Publications in that burst" },
  { measure: "opened", title: "Open → first diagnostics, warm process, ms", targets: at("60", "500", "400") },
  { measure: "openedWholly", title: "Open → last diagnostics, warm process, ms", targets: at("60", "500", "5000") },
  { measure: "memory", title: "Peak memory, MB", targets: at("100", "130", "300") },
  { measure: "start", title: "Spawn → reply to initialize, p50 ms", targets: { 1: "250" } },
];

const RATIO_TARGETS: Readonly<Record<number, string>> = at("≤ 1/10", "≤ 1/50", "≤ 1/600");

function at(one: string, ten: string, hundred: string): Readonly<Record<number, string>> {
  return { 1: one, 10: ten, 100: hundred };
}

/** The figures of a run as Markdown tables. */
export function report(results: Results, adversarial: readonly AdversarialResult[]): string {
  const scales = [...new Set(results.samples.map(({ scale }) => scale))].sort((a, b) => a - b);
  const parts = MEASURES.flatMap(({ measure, title, isWithTail = false, targets }) => {
    const measured = results.samples.filter((one) => one.measure === measure).map((one) => one.who);
    const who = [...new Set(measured)].sort((a, b) => rank(a) - rank(b));
    if (who.length === 0) return [];
    const shown = measure === "start" ? [1] : scales;
    const cell = (name: string, scale: number): string => figure(results.get(measure, scale, name), isWithTail);
    const rows = who.map((name) => [name, ...shown.map((scale) => cell(name, scale))]);
    if (targets) rows.push(["*target*", ...shown.map((scale) => targets[scale] ?? "")]);
    if (measure === "edit") rows.push(...ratios(results, who, shown));
    return table([title, ...shown.map((scale) => (measure === "start" ? "ms" : `${scale}x`))], rows);
  });
  return [...parts, ...(adversarial.length > 0 ? [adversarialTable(adversarial)] : [])].join("\n\n");
}

/** What is measured besides servers that do something. */
const YARDSTICKS: ReadonlySet<string> = new Set([NO_WORK, FULL_PARSE, EMPTY_NODE]);

/** Our rows first, then other servers, then what else was measured. */
function rank(name: string): number {
  if (name.startsWith("ours")) return 0;
  return YARDSTICKS.has(name) ? 2 : 1;
}

/** How our edits compare with a parse of the whole text, and with the fastest other server. */
function ratios(results: Results, who: readonly string[], scales: readonly number[]): string[][] {
  const [mine = ""] = who;
  const others = who.filter((name) => rank(name) === 1);
  const median = (name: string, scale: number): number => quantile(results.get("edit", scale, name)?.values ?? [], 0.5);
  const best = (scale: number): number =>
    Math.min(...others.map((name) => median(name, scale)).filter((one) => !Number.isNaN(one)));
  const ratio = (other: number, scale: number): string => {
    const factor = other / median(mine, scale);
    return Number.isFinite(factor) ? (factor >= 1 ? `1/${short(factor)}` : `${short(1 / factor)}/1`) : "–";
  };
  return [
    ["ours : full parse", ...scales.map((scale) => ratio(median(FULL_PARSE, scale), scale))],
    ["*target*", ...scales.map((scale) => RATIO_TARGETS[scale] ?? "")],
    ...(others.length > 0 ? [["ours : best peer", ...scales.map((scale) => ratio(best(scale), scale))]] : []),
  ];
}

function figure(sample: Sample | undefined, isWithTail: boolean): string {
  if (!sample) return "–";
  const { values, unanswered, isCrashed } = sample;
  if (isCrashed) return "crashed";
  if (unanswered !== undefined) return `> ${short(unanswered / 1000)} s`;
  const median = short(quantile(values, 0.5));
  return isWithTail && values.length > 1 ? `${median} / ${short(quantile(values, 0.95))}` : median;
}

function adversarialTable(results: readonly AdversarialResult[]): string {
  const rows = results.map(({ name, characters, times, peakMemory, failed }) => {
    const others = REQUESTS.slice(2).flatMap((request) => {
      const time = times[request];
      return time === undefined ? [] : [{ request, time }];
    });
    const slowest = others.sort((a, b) => b.time - a.time)[0];
    return [
      name.replaceAll("|", "\\|"),
      short(characters / 1000),
      milliseconds(times.open),
      milliseconds(times.edit),
      slowest ? `${milliseconds(slowest.time)} (${slowest.request})` : "–",
      peakMemory === undefined ? "not measured" : short(peakMemory),
      failed ? `**${failed.how}: ${failed.request}**` : "answered",
    ];
  });
  const header = ["Document", "1000 characters", "open, ms", "edit, ms", "slowest request, ms", "peak MB", ""];
  return table(header, [...rows, ["*target*", "", "≤ 1000", "≤ 1000", "≤ 1000", "≤ 300", "answered"]]);
}

function milliseconds(time: number | undefined): string {
  return time === undefined ? "–" : short(time);
}

/** Two digits that mean something, or all before the point. */
function short(value: number): string {
  return value < 10 ? String(Number(value.toPrecision(2))) : String(Math.round(value));
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map((_, i) => (i === 0 ? "---" : "--:"))), ...rows.map(line)].join("\n");
}
