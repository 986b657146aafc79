/** What the server needs from the platform that it runs on. The only way out of lsp/ besides the connection. */
export interface Host {
  /** Names this server among all that its client has had: answers of one before it must not be taken for its own. */
  readonly session: string;
  /** The text of the embedded annotated template. */
  readonly template: string;
  /** The text of the embedded standard stack. */
  readonly stack: string;
  /** The text of a file, by its URI; nothing if it can't be read, and always nothing where there are no files. */
  read(uri: string): Promise<string | undefined>;
  /**
   * The names in a folder, by its URI, `/` behind those of folders; links to folders count as files, since they may lead
   * in circles. Nothing if it can't be read.
   */
  list(uri: string): Promise<readonly string[] | undefined>;
  /** Today's local date as year-month-day. */
  today(): string;
  /** Runs a task after what waits already, so that messages of the client go first. */
  defer(task: () => void): void;
  /** The time in milliseconds from any moment on: how long work takes. */
  clock(): number;
  /** Resolves after some time. */
  wait(milliseconds: number): Promise<void>;
  /** Calls back when the date may be another. */
  onNewDay(listener: () => void): void;
}
