import ignore, { type Ignore } from "ignore";

/** The .gitignore files that hold in a folder; a deeper one has the last word. A value: folders below make their own. */
export class GitIgnore {
  readonly #relative: (folder: string, path: string) => string;
  readonly #files: readonly { readonly folder: string; readonly rules: Ignore }[];

  /** @param relative the path of a file or folder from a folder around it, with `/` between folders */
  constructor(
    relative: (folder: string, path: string) => string,
    files: readonly { readonly folder: string; readonly rules: Ignore }[] = [],
  ) {
    this.#relative = relative;
    this.#files = files;
  }

  /**
   * For a folder below, or the first one.
   *
   * @param folder its whole path
   * @param text what its .gitignore says; nothing if it has none
   */
  enter(folder: string, text: string | undefined): GitIgnore {
    return text === undefined
      ? this
      : new GitIgnore(this.#relative, [{ folder, rules: ignore().add(text) }, ...this.#files]);
  }

  /** Whether a file or folder is ignored; `path` lies in the folder that was entered last, or below it. */
  ignores(path: string, isFolder: boolean): boolean {
    for (const { folder, rules } of this.#files) {
      const inside = this.#relative(folder, path);
      const result = rules.test(isFolder ? `${inside}/` : inside);
      if (result.ignored || result.unignored) return result.ignored;
    }
    return false;
  }
}
