// What the launcher and its two hosts, the browser's and the desktop's, know of each other.
import type { Session } from "./session.ts";

/** One run of the suite: what goes in and where the results go. */
export interface Run {
  /** The repository, where VS Code and a browser are installed. */
  root: string;
  /** The folder of the extension that is looked at. */
  extension: string;
  /** The bundled suite, as VS Code's extension host loads it. */
  suite: string;
  /** This run's own copy of the workspace. */
  workspace: string;
  /** A folder for anything temporary; the launcher removes it. */
  temporary: string;
  /** The folder for the suite's screenshots. */
  pictures: string;
  session: Session;
  /** The environment of the suite. */
  environment: Record<string, string>;
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
