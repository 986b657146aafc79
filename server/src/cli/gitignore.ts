import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import { readText } from "./readText.ts";

/** The .gitignore files that hold in a folder; a deeper one has the last word. A value: folders below make their own. */
export class GitIgnore {
  readonly #files: readonly { readonly folder: string; readonly rules: Ignore }[];

  private constructor(files: readonly { readonly folder: string; readonly rules: Ignore }[]) {
    this.#files = files;
  }

  /**
   * For a folder that was named: with the files above it as far as its repository reaches. If they ignore the folder
   * itself, they don't count, because whoever names it wants it.
   */
  static at(folder: string): GitIgnore {
    const above: string[] = [];
    for (let at = folder; ; at = dirname(at)) {
      if (existsSync(join(at, ".git"))) {
        const outside = above.reverse().reduce((all, one) => all.enter(one), new GitIgnore([]));
        return (outside.ignores(folder, true) ? new GitIgnore([]) : outside).enter(folder);
      }
      const parent = dirname(at);
      if (parent === at) return new GitIgnore([]).enter(folder);
      above.push(parent);
    }
  }

  /** For a folder below. */
  enter(folder: string): GitIgnore {
    const read = readText(join(folder, ".gitignore"));
    if (read.problem !== undefined) return this;
    return new GitIgnore([{ folder, rules: ignore().add(read.text) }, ...this.#files]);
  }

  ignores(path: string, isFolder: boolean): boolean {
    for (const { folder, rules } of this.#files) {
      const inside = relative(folder, path).split(sep).join("/");
      const result = rules.test(isFolder ? `${inside}/` : inside);
      if (result.ignored || result.unignored) return result.ignored;
    }
    return false;
  }
}
