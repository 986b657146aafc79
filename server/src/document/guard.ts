import { endOfLine, nextLine } from "./lines.ts";
import type { Span } from "./positions.ts";

/*
 * What some texts would cost a parser of Markdown: its time grows with the square of the brackets, the marks of emphasis
 * and the back-ticks of a paragraph, and with the depth of lists and quotes. No author writes so many; somebody pastes
 * them. The thresholds are far above what documents have.
 */

/** A text that can be parsed in time proportional to its length. */
export interface Guarded {
  /** Of the same length, with the same line endings. */
  readonly text: string;
  /** The parts that were replaced by letters and spaces, UTF-16 offsets. */
  readonly unread: readonly Span[];
}

/** How much of one thing a paragraph may have. */
const MOST = 2_000;
/** How long a line may be. */
const LONGEST_LINE = 50_000;
/** How many marks of lists and quotes a line may start with. */
const DEEPEST = 50;
/** How far a line may be indented: deeper than that, it is an item of a list that is deeper than anybody reads. */
const WIDEST = 200;
/** How many bars a line may have: a row of a table is compared with its head cell by cell. */
const MOST_BARS = 5_000;
/** How many link definitions and footnotes are taken: each is compared with all before it. */
const MOST_DEFINITIONS = 2_000;

/** Replaces what would cost too much. A linear pass that leaves ordinary texts as they are. */
export function guarded(text: string): Guarded {
  if (!mayCost(text)) return { text, unread: [] };
  const unread: Span[] = [];
  let spent = 0;
  let definitions = 0;
  for (let at = 0; at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, endOfLine(text, at));
    // A fence ends what stands before it, and is never hidden itself: the text behind it would be code.
    if (/^[ \t]*(?:`{3,}|~{3,})[^`]*$/.test(line)) {
      spent = 0;
      continue;
    }
    const marks = /^(?: {0,3}(?:#{1,6}[ \t]+|<!--)|\s+)/.exec(line)?.[0].length ?? 0;
    if (startsAnew(line)) spent = 0;
    const cost = costOf(line);
    if (/^ {0,3}\[[^\]]{1,999}\]:/.test(line)) definitions++;
    const isBad =
      line.length > LONGEST_LINE ||
      spent + cost > MOST ||
      definitions > MOST_DEFINITIONS ||
      depthOf(line) > DEEPEST ||
      hasManyBars(line) ||
      marks > WIDEST;
    // What was hidden costs nothing; what stands below it may still be read.
    if (!isBad) spent += cost;
    else unread.push({ start: at + (marks > WIDEST ? 0 : marks), end: at + line.length });
  }
  return { text: hidden(text, unread), unread };
}

/** Whether a text has so much of anything that a look at its lines is worth while. */
function mayCost(text: string): boolean {
  return (
    text.length > LONGEST_LINE ||
    (text.length > MOST && costOf(text) > MOST) ||
    (text.length > MOST_BARS && hasManyBars(text)) ||
    /(?:(?:[-*+>]|\d[.)])[ \t]*){50}|(?:^|[\r\n])[ \t]{200}/.test(text)
  );
}

function hasManyBars(text: string): boolean {
  let count = 0;
  for (let at = text.indexOf("|"); at >= 0 && count <= MOST_BARS; at = text.indexOf("|", at + 1)) count++;
  return count > MOST_BARS;
}

/** Brackets, runs of marks for emphasis, and runs of back-ticks, each of which is compared with others. */
function costOf(text: string): number {
  let cost = 0;
  let before = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === LEFT || code === RIGHT || code === LESS) cost++;
    else if (code === before) continue;
    else if (code === STAR || code === UNDERSCORE || code === TILDE || code === BACK_TICK) cost++;
    before = code;
  }
  return cost;
}

const [LEFT, RIGHT, STAR, UNDERSCORE, TILDE, BACK_TICK, LESS] = [91, 93, 42, 95, 126, 96, 60];

/** Whether a line can't go on with the paragraph before it: blank, or the start of another block. */
function startsAnew(line: string): boolean {
  return /^\s*$|^ {0,3}#{1,6}(?:\s|$)|^\s*(?:[-*+]|\d{1,9}[.)])(?:\s|$)|^\s*[|>]/.test(line);
}

/** How many marks of lists and quotes a line starts with. */
function depthOf(line: string): number {
  return /^(?:\s{0,8}(?:[-*+>]|\d{1,9}[.)])(?=\s|>|$))+/.exec(line)?.[0].match(/[-*+>]|\d+/g)?.length ?? 0;
}

const COMMENT_END = "-->";

/**
 * A text with letters in place of one line of each run, so that something stands there, and blanks in place of the rest.
 * The letters stand in the second line where there is one: behind a blank line they end the lists that are open above,
 * each of which would look at all blanks of every line below.
 */
function hidden(text: string, spans: readonly Span[]): string {
  let result = "";
  let at = 0;
  let inRun = 0;
  spans.forEach(({ start, end }, i) => {
    const next = spans[i + 1];
    inRun = at > 0 && text.slice(at, start).trim() === "" ? inRun + 1 : 0;
    const isAlone = inRun === 0 && (!next || text.slice(end, next.start).trim() !== "");
    const letter = isAlone || inRun === 1 ? "x" : " ";
    const closing = text.slice(start, end).indexOf(COMMENT_END);
    const kept = closing < 0 ? end : start + closing;
    result += text.slice(at, start) + letter.repeat(kept - start);
    // What closes a comment stays, or the comment would take in all that follows.
    if (closing >= 0) result += COMMENT_END + letter.repeat(end - kept - COMMENT_END.length);
    at = end;
  });
  return result + text.slice(at);
}
