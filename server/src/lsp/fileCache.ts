/** What is known of files: values can ask for them, and what they asked for in vain is loaded for the next time. */
export class FileCache {
  readonly #read: (uri: string) => Promise<string | undefined>;
  #texts = new Map<string, string | undefined>();

  constructor(read: (uri: string) => Promise<string | undefined>) {
    this.#read = read;
  }

  async text(uri: string): Promise<string | undefined> {
    const texts = this.#texts;
    if (!texts.has(uri)) texts.set(uri, await this.#read(uri));
    return texts.get(uri);
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
  }
}
