/** What the command line has of the world. Tests bring their own. */
export interface Io {
  /** The folder that paths are relative to. */
  readonly cwd: string;
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes to standard error. */
  err(text: string): void;
  /** Reads standard input to its end, or until there is more than so many bytes. */
  readStdin(limit: number): Promise<Uint8Array>;
  /** Today as year-month-day, in the machine's time zone. */
  today(): string;
  /** Starts the language server on standard input and output. */
  startServer(): Promise<void>;
}

/** Something that was asked for and can't be done; its message is one line for standard error. Ends the command with 2. */
export class UsageError extends Error {}

/** Text from a document as a terminal may show it: on one line, and without characters that steer the terminal. */
export function printable(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\p{Cc}\p{Bidi_Control}]/gu, "\uFFFD");
}

/** "1 document", "2 documents". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
