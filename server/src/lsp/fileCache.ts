import type { Host } from "./host.ts";

/** What is known of files: values can ask for them, and what they asked for in vain is loaded for the next time. */
export class FileCache {
  readonly #host: Pick<Host, "read" | "list">;
  #texts = new Map<string, string | undefined>();
  #folders = new Map<string, readonly string[] | undefined>();

  constructor(host: Pick<Host, "read" | "list">) {
    this.#host = host;
  }

  async text(uri: string): Promise<string | undefined> {
    const texts = this.#texts;
    if (!texts.has(uri)) texts.set(uri, await this.#host.read(uri));
    return texts.get(uri);
  }

  /** The names in a folder, `/` behind those of folders; nothing if it can't be read. */
  async names(uri: string): Promise<readonly string[] | undefined> {
    const folders = this.#folders;
    if (!folders.has(uri)) folders.set(uri, await this.#host.list(uri));
    return folders.get(uri);
  }

  /** Computes something that asks for files by itself, again until nothing that it asks for is unknown. */
  async compute<T>(compute: (load: (uri: string) => string | undefined) => T): Promise<T> {
    for (;;) {
      const wanted = new Set<string>();
      const result = compute((uri) => {
        if (!this.#texts.has(uri)) wanted.add(uri);
        return this.#texts.get(uri);
      });
      if (wanted.size === 0) return result;
      for (const uri of wanted) await this.text(uri);
    }
  }

  clear(): void {
    this.#texts = new Map();
    this.#folders = new Map();
  }
}
