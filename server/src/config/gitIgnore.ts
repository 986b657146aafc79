import ignore, { type Ignore } from "ignore";

/** The .gitignore files that hold in a folder; a deeper one has the last word. A value: folders below make their own. */
export class GitIgnore {
  static readonly NONE = new GitIgnore([]);
  readonly #files: readonly { readonly folder: string; readonly rules: Ignore }[];

  private constructor(files: readonly { readonly folder: string; readonly rules: Ignore }[]) {
    this.#files = files;
  }

  /**
   * For a folder below, or the first one.
   *
   * @param folder its whole path, `/` between folders
   * @param text what its .gitignore says; nothing if it has none
   */
  enter(folder: string, text: string | undefined): GitIgnore {
    return text === undefined ? this : new GitIgnore([{ folder, rules: ignore().add(text) }, ...this.#files]);
  }

  /** Whether a file or folder is ignored; `path` lies in the folder that was entered last, or below it. */
  ignores(path: string, isFolder: boolean): boolean {
    for (const { folder, rules } of this.#files) {
      const inside = path.slice(folder.endsWith("/") ? folder.length : folder.length + 1);
      const result = rules.test(isFolder ? `${inside}/` : inside);
      if (result.ignored || result.unignored) return result.ignored;
    }
    return false;
  }
}
