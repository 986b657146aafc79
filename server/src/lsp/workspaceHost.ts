import { CONFIG_NAME, STACK_PATH } from "../config/config.ts";
import type { FileProblem, ResolvedConfig } from "../config/resolveConfig.ts";
import { isIgnored, type SearchedFiles, searchDocuments } from "../config/searchDocuments.ts";
import { encodeName } from "../config/workspace.ts";
import { BasisReader, type Loaded, type WorkspaceClient } from "./basisReader.ts";
import { FileCache } from "./fileCache.ts";
import type { Host } from "./host.ts";
import type { Basis } from "./openDocuments.ts";
import type { FilesResult } from "./protocol.ts";
import { type KnownMission, Surroundings } from "./surroundings.ts";
import { relativePath, workspaceFolderOf } from "./uris.ts";

/** Where a rule is turned off for a document. */
export interface ConfigPlace {
  readonly uri: string;
  /** Nothing if there is no such file yet. */
  readonly text: string | undefined;
}

/** How often a document is read again because its rules ask for more files: what was asked for may lead to others. */
export const MOST_ROUNDS = 4;

/** Keeps what each document is read with, and knows the files of the workspace folders. */
export class WorkspaceHost {
  /** The URIs of the workspace folders. */
  folders: readonly string[] = [];
  readonly #host: Host;
  readonly #client: WorkspaceClient;
  readonly #files: FileCache;
  readonly #surroundings: Surroundings;
  readonly #reader: BasisReader;
  readonly #loaded = new Map<string, Loaded>();
  #loading = new Map<string, Promise<void>>();
  #reported = new Set<string>();

  constructor(host: Host, client: WorkspaceClient) {
    this.#host = host;
    this.#client = client;
    this.#files = new FileCache(host);
    this.#surroundings = new Surroundings(this.#files);
    this.#reader = new BasisReader(host, client, this.#files, () => this.folders);
  }

  /** Makes what the first document will need, before it is asked for. */
  warmUp(): void {
    this.#reader.warmUp();
  }

  /** Waits until it is known what a document is read with. */
  ready(uri: string): Promise<void> {
    const known = this.#loading.get(uri);
    if (known) return known;
    const loading = this.#load(uri).catch((error: unknown) => {
      // Without its settings a document is better read than not at all.
      this.#client.failed(error);
      if (!this.#loaded.has(uri)) this.#loaded.set(uri, this.#reader.withoutSettings());
    });
    this.#loading.set(uri, loading);
    return loading;
  }

  /** What a document is read with; nothing as long as that isn't known, and for one that the configuration leaves out. */
  basisOf(uri: string): Basis | undefined {
    const loaded = this.#loaded.get(uri);
    if (!loaded || loaded.excluded) return undefined;
    const today = this.#host.today();
    const around = this.#around(uri, loaded.config);
    if (loaded.basis.today === today && loaded.basis.workspace === around.workspace) return loaded.basis;
    const basis = { ...loaded.basis, today, ...around };
    this.#loaded.set(uri, { ...loaded, basis });
    return basis;
  }

  /** Loads the files that rules asked for in vain; whether a document should be read again with what is known now. */
  settle(uri: string): Promise<boolean> {
    return this.#surroundings.settle(uri);
  }

  /** Files that are no documents and no configuration are others: what rules asked for is looked at again. */
  filesChanged(): void {
    this.#files.clear();
    this.#surroundings.refresh();
  }

  /** Takes what the documents of the workspace are about; whether that is new. */
  setMissions(missions: readonly KnownMission[]): boolean {
    return this.#surroundings.setMissions(missions);
  }

  /** Forgets a document that was closed. */
  forget(uri: string): void {
    this.#loading.delete(uri);
    this.#loaded.delete(uri);
    this.#surroundings.forget(uri);
    this.#report();
  }

  /** Forgets what files and settings said; until they are read again, the old holds. */
  invalidate(): void {
    this.filesChanged();
    this.#reader.invalidate();
    this.#loading = new Map();
  }

  /** Where the rules of a document are configured: the nearest file, or a new one in the workspace folder. */
  async configPlace(uri: string): Promise<ConfigPlace | undefined> {
    const file = await this.#reader.configFile(uri);
    if (file !== undefined) return { uri: file, text: await this.#files.text(file) };
    const folder = workspaceFolderOf(uri, this.folders);
    return folder === undefined ? undefined : { uri: `${folder}/${CONFIG_NAME}`, text: undefined };
  }

  /** Where a document about the standard stack can be created, and with which text; nothing if one is named or there. */
  async newStack(uri: string): Promise<{ readonly uri: string; readonly text: string } | undefined> {
    const folder = workspaceFolderOf(uri, this.folders);
    if (folder === undefined || (await this.#reader.read(uri)).namesStack) return undefined;
    const file = `${folder}/${STACK_PATH}`;
    return (await this.#files.text(file)) === undefined ? { uri: file, text: this.#host.stack } : undefined;
  }

  /** The files that the configuration around a document wants; nothing if it doesn't say. */
  async filesAround(uri: string): Promise<FilesResult | null> {
    // The client may have seen a change of a file earlier than we did.
    this.#files.clear();
    const { config } = await this.#reader.read(uri);
    return config.folder === undefined || config.files === undefined
      ? null
      : { folder: config.folder, globs: config.files };
  }

  /** What a document is read with that may not be there yet. */
  async basisAt(uri: string): Promise<Basis> {
    return (await this.#reader.read(uri)).basis;
  }

  /** What a document that isn't open is read with; nothing for one that the configuration leaves out. */
  async basisUnlessExcluded(uri: string): Promise<Basis | undefined> {
    const { basis, excluded, config } = await this.#reader.read(uri);
    return excluded ? undefined : { ...basis, ...this.#around(uri, config) };
  }

  /** The documents of the workspace folders, open or not, without what configuration and .gitignore leave out. */
  async *findDocuments(): AsyncGenerator<string> {
    const editor = await this.#reader.editorConfig(this.folders[0]);
    // In the editor's setting a glob that starts with a name means this name in any folder.
    const wanted = editor.files?.map((glob) => (/^(?:\/|\*\*)/.test(glob) ? glob : `**/${glob}`));
    for (const folder of this.folders) yield* searchDocuments(folder, this.#searched(this.#files, wanted));
  }

  /** Whether git ignores a file of a workspace folder, as its files are now. */
  async isIgnored(uri: string): Promise<boolean> {
    const folder = workspaceFolderOf(uri, this.folders);
    return folder !== undefined && isIgnored(uri, folder, this.#searched(new FileCache(this.#host), undefined));
  }

  /** Whether the user wants to see findings of documents that aren't open. */
  async wantsAll(): Promise<boolean> {
    const settings = (await this.#reader.settings(this.folders[0])) as
      | { readonly checkWorkspace?: unknown }
      | null
      | undefined;
    return settings?.checkWorkspace !== false;
  }

  /** The text of a file as it is now; nothing if it can't be read. */
  textOf(uri: string): Promise<string | undefined> {
    return this.#host.read(uri);
  }

  async #load(uri: string): Promise<void> {
    const loading = this.#loading;
    const loaded = await this.#reader.read(uri);
    // Forgotten, or to be loaded again, while files were read.
    if (this.#loading !== loading) return this.ready(uri);
    if (!loading.has(uri)) return;
    this.#loaded.set(uri, loaded);
    this.#report();
  }

  /** The files around a document. */
  #around(uri: string, { confidentialNames }: ResolvedConfig): Pick<Basis, "workspace"> {
    const root = workspaceFolderOf(uri, this.folders);
    return root === undefined ? {} : { workspace: this.#surroundings.around(uri, { root, confidentialNames }) };
  }

  #searched(files: FileCache, wanted: readonly string[] | undefined): SearchedFiles {
    return {
      list: (folder) => files.names(folder),
      isRepository: async (folder) => (await files.names(folder))?.some((name) => /^\.git\/?$/.test(name)) === true,
      text: (uri) => files.text(uri),
      configOf: async (folder) => {
        const config = await this.#reader.configFrom(await this.#reader.configFile(`${folder}/x`));
        return { ...config, files: config.files ?? wanted };
      },
      join: (folder, name) => `${folder}/${encodeName(name)}`,
      relative: (folder, uri) => relativePath(uri, folder),
    };
  }

  /** Shows the problems of all configuration files in use, and clears those of others. */
  #report(): void {
    const problems = new Map<string, Map<string, FileProblem>>();
    for (const { config } of this.#loaded.values()) {
      for (const one of config.problems) {
        const known = problems.get(one.file) ?? new Map<string, FileProblem>();
        problems.set(one.file, known.set(JSON.stringify(one), one));
      }
    }
    for (const file of this.#reported) if (!problems.has(file)) this.#client.report(file, []);
    for (const [file, found] of problems) this.#client.report(file, [...found.values()]);
    this.#reported = new Set(problems.keys());
  }
}
