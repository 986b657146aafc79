import { fileUri, type OtherMission, type Workspace } from "../config/workspace.ts";
import type { FileCache } from "./fileCache.ts";
import { relativePath } from "./uris.ts";

/** What a document's surroundings are besides its files. */
export interface Place {
  /** The workspace folder that holds it. */
  readonly root: string;
  readonly confidentialNames: readonly string[];
}

/** What a document is about, with its URI. */
export interface KnownMission extends OtherMission {
  readonly uri: string;
}

/**
 * Gives each open document what is known of the files around it, and loads what rules asked for in vain. A document keeps
 * the same value for as long as nothing of it is new, so that it isn't checked again for nothing.
 */
export class Surroundings {
  readonly #files: FileCache;
  readonly #known = new Map<string, KnownFiles>();
  #missions: readonly KnownMission[] = [];

  constructor(files: FileCache) {
    this.#files = files;
  }

  /** What is known around a document. */
  around(uri: string, place: Place): Workspace {
    const known = this.#known.get(uri);
    // Asked with every keystroke: what is the very same needs no comparison.
    const isSamePlace = known?.place.root === place.root && known.place.confidentialNames === place.confidentialNames;
    if (isSamePlace && known.source === this.#missions) return known;
    const isBelow = known?.place.root === place.root;
    const others = this.#missions.filter((one) => one.uri !== uri && one.uri.startsWith(`${place.root}/`));
    const next = new KnownFiles({
      path: relativePath(uri, place.root),
      place,
      source: this.#missions,
      missions: others.map((one) => ({ ...one, path: relativePath(one.uri, place.root) })),
      folders: isBelow ? known.folders : new Map(),
      texts: isBelow ? known.texts : new Map(),
    });
    this.#known.set(uri, next);
    return next;
  }

  /**
   * Loads what was asked for in vain around a document.
   *
   * @returns whether something is known now that wasn't
   */
  async settle(uri: string): Promise<boolean> {
    const known = this.#known.get(uri);
    if (!known || known.wantedFolders.size + known.wantedTexts.size === 0) return false;
    const folders = new Map(known.folders);
    const texts = new Map(known.texts);
    const at = (path: string): string => fileUri(known.place.root, path);
    for (const path of known.wantedFolders) folders.set(path, (await this.#files.names(at(path))) ?? []);
    for (const path of known.wantedTexts) texts.set(path, await this.#files.text(at(path)));
    // Something else may have become new while files were read.
    if (this.#known.get(uri) === known) this.#known.set(uri, known.with(folders, texts));
    return true;
  }

  /** Forgets all files: rules ask for them again. */
  refresh(): void {
    for (const [uri, known] of this.#known) this.#known.set(uri, known.with(new Map(), new Map()));
  }

  forget(uri: string): void {
    this.#known.delete(uri);
  }

  /**
   * Takes what the documents of the workspace are about.
   *
   * @returns whether that is new
   */
  setMissions(missions: readonly KnownMission[]): boolean {
    if (JSON.stringify(missions) === JSON.stringify(this.#missions)) return false;
    this.#missions = missions;
    return true;
  }
}

interface Known {
  readonly path: string;
  readonly place: Place;
  /** The missions of the whole workspace, from which `missions` were taken. */
  readonly source: readonly KnownMission[];
  readonly missions: readonly KnownMission[];
  readonly folders: ReadonlyMap<string, readonly string[]>;
  readonly texts: ReadonlyMap<string, string | undefined>;
}

/** Answers from what was loaded, and notes what wasn't. */
class KnownFiles implements Workspace, Known {
  readonly path: string;
  readonly place: Place;
  /** The missions of the whole workspace, from which `missions` were taken. */
  readonly source: readonly KnownMission[];
  readonly missions: readonly KnownMission[];
  readonly folders: ReadonlyMap<string, readonly string[]>;
  readonly texts: ReadonlyMap<string, string | undefined>;
  readonly wantedFolders = new Set<string>();
  readonly wantedTexts = new Set<string>();

  constructor({ path, place, source, missions, folders, texts }: Known) {
    this.path = path;
    this.place = place;
    this.source = source;
    this.missions = missions;
    this.folders = folders;
    this.texts = texts;
  }

  get rootUri(): string {
    return this.place.root;
  }

  get confidentialNames(): readonly string[] {
    return this.place.confidentialNames;
  }

  entries(folder: string): readonly string[] | undefined {
    const known = this.folders.get(folder);
    if (!known) this.wantedFolders.add(folder);
    return known;
  }

  text(path: string): string | undefined {
    if (!this.texts.has(path)) this.wantedTexts.add(path);
    return this.texts.get(path);
  }

  with(folders: Known["folders"], texts: Known["texts"]): KnownFiles {
    return new KnownFiles({ ...this, folders, texts });
  }
}
