// What the launcher and its two hosts, the browser's and the desktop's, know of each other.
import type { Session } from "./session.ts";

/** One run of the suite: what goes in and where the results go. */
export interface Run {
  /** The repository, which is also the extension's folder. */
  root: string;
  /** The bundled suite, as VS Code's extension host loads it. */
  suite: string;
  /** This run's own copy of the workspace. */
  workspace: string;
  /** A folder for anything temporary; the launcher removes it. */
  temporary: string;
  /** The folder for the suite's screenshots. */
  pictures: string;
  session: Session;
}

/** A VS Code that runs the suite. */
export interface Host {
  /** Settles with the reason when VS Code ends or the suite is over. */
  exited: Promise<string>;
  /** Saves into a folder what helps to understand a failure. */
  keepEvidence(folder: string): Promise<void>;
  /** Ends VS Code and everything that was started with it. */
  dispose(): Promise<void>;
}
