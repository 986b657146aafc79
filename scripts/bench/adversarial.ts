import { missionDocument } from "./documents.ts";

/** A text that is hard to read, for a parser or for whoever follows its result. */
export interface AdversarialDocument {
  readonly name: string;
  /** Made when it is asked for, since some are long. */
  text(): string;
}

const MEGABYTE = 1_000_000;
const SECTIONS = 25;
const PIECES = ["[", "`a`, ", "A_", "- ", "<", "|", "* ", ">"];
const LENGTH_OF_A_LINE = 20_000;

/** What nobody writes and somebody pastes: each has hung or stopped some parser of Markdown. */
export const ADVERSARIAL: readonly AdversarialDocument[] = [
  { name: "the empty file", text: () => "" },
  { name: "a line of 1 MB, plain", text: () => inside("word ".repeat(MEGABYTE / 5)) },
  { name: "a line of 1 MB, one word", text: () => inside("a".repeat(MEGABYTE)) },
  { name: "a line of 1 MB, brackets", text: () => inside("[x] ".repeat(MEGABYTE / 4)) },
  { name: "100,000 [", text: () => inside("[".repeat(100_000)) },
  { name: "100,000 ]", text: () => inside("]".repeat(100_000)) },
  { name: "50,000 [a]", text: () => inside("[a]".repeat(50_000)) },
  { name: "100,000 *", text: () => inside("*".repeat(100_000)) },
  { name: "50,000 a**b", text: () => inside("a**b".repeat(50_000)) },
  { name: "100,000 &", text: () => inside("&".repeat(100_000)) },
  { name: "100,000 back-ticks in one run", text: () => inside("`".repeat(100_000)) },
  { name: "back-tick runs of all lengths to 400", text: () => inside(lines(400, (i) => `a${"`".repeat(i + 1)}`, " ")) },
  { name: "quotes 5,000 deep", text: () => inside(`${"> ".repeat(5_000)}deep`) },
  { name: "a list 5,000 deep, on one line", text: () => inside(`${"- ".repeat(5_000)}deep`) },
  { name: "a list 1,000 deep, on lines", text: () => inside(lines(1_000, (i) => `${"  ".repeat(i)}- deep`)) },
  { name: "a list of 20,000 items", text: () => inside(lines(20_000, (i) => `- item ${i}`)) },
  { name: "an unclosed fence at the top", text: () => atTop("```") },
  { name: "an unclosed comment at the top", text: () => atTop("<!--") },
  { name: "50,000 headings", text: () => `${mission()}\n\n${lines(50_000, (i) => `## Heading ${i}`)}\n` },
  { name: "50,000 equal headings", text: () => `${mission()}\n\n${lines(50_000, () => "### Authentication")}\n` },
  { name: "a heading of 100,000 characters", text: () => inside(`## ${"long ".repeat(20_000)}`) },
  { name: "20,000 definitions", text: () => inside(lines(20_000, (i) => `[label-${i}]: https://a.example/${i}`)) },
  { name: "50,000 footnotes", text: () => inside(lines(50_000, (i) => `[^${i}]: Note ${i}.`)) },
  {
    name: "20,000 references to definitions that are missing",
    text: () => inside(lines(20_000, (i) => `[a][b${i}]`, " ")),
  },
  { name: "20,000 fields", text: () => inside(lines(20_000, (i) => `**Label ${i}:** value`)) },
  { name: "5,000 placeholders", text: () => inside(lines(5_000, (i) => `**Field ${i}:** [Your value]\n`)) },
  {
    name: "a table of 5,000 rows",
    text: () => inside(`| a | b |\n| --- | --- |\n${lines(5_000, (i) => `| ${i} | x |`)}`),
  },
  {
    name: "a table of 2,000 columns",
    text: () => inside(`|${" a |".repeat(2_000)}\n|${" - |".repeat(2_000)}\n|${" b |".repeat(2_000)}`),
  },
  {
    name: "nested brackets in a table",
    text: () =>
      inside(`| a | b |\n| --- | --- |\n${lines(50, () => `| ${"[".repeat(2_000)}x${"]".repeat(2_000)} | y |`)}`),
  },
  {
    name: "a JSON fence of 1 MB on one line",
    text: () =>
      inside(
        `\`\`\`json\n{ "items": [${lines(MEGABYTE / 20, (i) => `{"id": ${String(i).padStart(10, "1")}}`, ",")}] }\n\`\`\``,
      ),
  },
  {
    name: "JSON nested 5,000 deep",
    text: () => inside(`\`\`\`json\n${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}\n\`\`\``),
  },
  { name: "CRLF", text: () => mission().replaceAll("\n", "\r\n") },
  { name: "lone CR", text: () => mission().replaceAll("\n", "\r") },
  { name: "CJK and emoji", text: () => inside("予約システム 🚢 は 👩‍👩‍👧 港の **状態:** [未定] ".repeat(10_000)) },
  { name: "lone surrogates", text: () => inside("\ud83d **a:** \udea2 ".repeat(5_000)) },
  {
    name: "NUL and control characters",
    text: () => inside("\u0000 a\u0001\u0008\u001b[0m \u2028 \u2029 \u0085".repeat(5_000)),
  },
  { name: "BOM", text: () => `\ufeff${mission()}` },
  { name: "100,000 empty lines", text: () => inside("\n".repeat(100_000)) },
  { name: "100,000 spaces before a word", text: () => inside(`a\n${" ".repeat(100_000)}word`) },
  ...PIECES.map((piece) => ({
    name: `${LENGTH_OF_A_LINE.toLocaleString("en")} characters of "${piece}" in each of ${SECTIONS} sections`,
    text: () => inSections(piece.repeat(Math.ceil(LENGTH_OF_A_LINE / piece.length)).slice(0, LENGTH_OF_A_LINE)),
  })),
];

function mission(): string {
  return missionDocument(1, 1);
}

/** A usual document with a block in its middle, as its author may have pasted it. */
function inside(block: string): string {
  const text = mission();
  const at = text.indexOf("\n## API Design");
  return `${text.slice(0, at)}\n${block}\n${text.slice(at)}`;
}

/** A usual document with a line below its title. */
function atTop(line: string): string {
  const [title = "", ...rest] = mission().split("\n");
  return [title, "", line, ...rest].join("\n");
}

/** A usual document with a line at the start of several of its sections. */
function inSections(line: string): string {
  let left = SECTIONS;
  return mission().replaceAll(/^#{3,4} .*\n/gm, (heading) => (left-- > 0 ? `${heading}\n${line}\n` : heading));
}

function lines(count: number, line: (i: number) => string, separator = "\n"): string {
  return Array.from({ length: count }, (_, i) => line(i)).join(separator);
}
