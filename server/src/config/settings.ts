/** How strictly a document is judged: while it is written, when it is handed off, or only kept. */
export type Profile = "draft" | "handoff" | "archived";

export type Severity = "error" | "warning" | "information" | "hint";

/** What holds for one document, after the command line, the configuration file and the editor's settings. */
export interface Settings {
  readonly profile: Profile;
  /** Rules that are off or have another severity than their own, by id. */
  readonly rules: ReadonlyMap<string, Severity | "off">;
}

export const DEFAULT_SETTINGS: Settings = { profile: "draft", rules: new Map() };
