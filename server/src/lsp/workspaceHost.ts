import { CONFIG_NAME, STACK_PATH } from "../config/config.ts";
import { excludes } from "../config/excludes.ts";
import { parseConfig } from "../config/parseConfig.ts";
import { resolvePath } from "../config/paths.ts";
import type { Policy } from "../config/policy.ts";
import { type FileProblem, NO_CONFIG, type ResolvedConfig, resolveConfig } from "../config/resolveConfig.ts";
import { isIgnored, type SearchedFiles, searchDocuments } from "../config/searchDocuments.ts";
import { DEFAULT_SETTINGS } from "../config/settings.ts";
import { settingsFor } from "../config/settingsFor.ts";
import { encodeName } from "../config/workspace.ts";
import { RULES } from "../rules/index.ts";
import { createMechanismService, type MechanismService } from "../service.ts";
import { inheritAnnotations } from "../template/inherit.ts";
import { FileCache } from "./fileCache.ts";
import type { Host } from "./host.ts";
import type { Basis } from "./openDocuments.ts";
import type { FilesResult } from "./protocol.ts";
import { type KnownMission, Surroundings } from "./surroundings.ts";
import { foldersAround, relativePath, workspaceFolderOf } from "./uris.ts";

/** How the workspace reaches the client. */
export interface WorkspaceClient {
  /** The editor's settings for a workspace folder, or those that hold everywhere, as the client gives them. */
  settings(folder: string | undefined): Promise<unknown>;
  /** Shows a sentence to the user. */
  tell(message: string): void;
  /** Shows what is wrong in a configuration file; nothing clears it. */
  report(file: string, problems: readonly FileProblem[]): void;
  /** Takes note of a mistake in us. */
  failed(error: unknown): void;
  /** Asks to be told when a file of this name changes. */
  watch(name: string): void;
}

/** Where a rule is turned off for a document. */
export interface ConfigPlace {
  readonly uri: string;
  /** Nothing if there is no such file yet. */
  readonly text: string | undefined;
}

interface Loaded {
  readonly basis: Basis;
  /** The configuration leaves the document out. */
  readonly excluded: boolean;
  /** The configuration or a setting says which document the standard stack is read from. */
  readonly namesStack: boolean;
  readonly config: ResolvedConfig;
}

const RULE_IDS = RULES.map((rule) => rule.id);

/** Finds out what each document is read with: its configuration file, the editor's settings, the template, the date. */
export class WorkspaceHost {
  /** The URIs of the workspace folders. */
  folders: readonly string[] = [];
  readonly #host: Host;
  readonly #client: WorkspaceClient;
  readonly #files: FileCache;
  readonly #surroundings: Surroundings;
  readonly #embedded: MechanismService;
  /** Of each template the engine for the text that it had last. */
  readonly #services = new Map<string, { readonly text: string; readonly service: MechanismService }>();
  readonly #loaded = new Map<string, Loaded>();
  readonly #told = new Set<string>();
  #editorSettings = new Map<string | undefined, Promise<unknown>>();
  #loading = new Map<string, Promise<void>>();
  #reported = new Set<string>();

  constructor(host: Host, client: WorkspaceClient) {
    this.#host = host;
    this.#client = client;
    this.#files = new FileCache(host);
    this.#surroundings = new Surroundings(this.#files);
    this.#embedded = createMechanismService(host.template);
  }

  /** Waits until it is known what a document is read with. */
  ready(uri: string): Promise<void> {
    const known = this.#loading.get(uri);
    if (known) return known;
    const loading = this.#load(uri).catch((error: unknown) => {
      // Without its settings a document is better read than not at all.
      this.#client.failed(error);
      if (!this.#loaded.has(uri))
        this.#loaded.set(uri, { basis: this.#defaults(), excluded: false, namesStack: false, config: NO_CONFIG });
    });
    this.#loading.set(uri, loading);
    return loading;
  }

  /** What a document is read with; nothing as long as that isn't known, and for one that the configuration leaves out. */
  basisOf(uri: string): Basis | undefined {
    const loaded = this.#loaded.get(uri);
    const today = this.#host.today();
    if (loaded?.excluded) return undefined;
    if (!loaded) return undefined;
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
    this.#editorSettings = new Map();
    this.#loading = new Map();
  }

  /** Where the rules of a document are configured: the nearest file, or a new one in the workspace folder. */
  async configPlace(uri: string): Promise<ConfigPlace | undefined> {
    const file = await this.#configFile(uri);
    if (file !== undefined) return { uri: file, text: await this.#files.text(file) };
    const folder = workspaceFolderOf(uri, this.folders);
    return folder === undefined ? undefined : { uri: `${folder}/${CONFIG_NAME}`, text: undefined };
  }

  /** Where a document about the standard stack can be created, and with which text; nothing if one is named or there. */
  async newStack(uri: string): Promise<{ readonly uri: string; readonly text: string } | undefined> {
    const folder = workspaceFolderOf(uri, this.folders);
    if (folder === undefined || (await this.#read(uri)).namesStack) return undefined;
    const file = `${folder}/${STACK_PATH}`;
    return (await this.#files.text(file)) === undefined ? { uri: file, text: this.#host.stack } : undefined;
  }

  /** The files that the configuration around a document wants; nothing if it doesn't say. */
  async filesAround(uri: string): Promise<FilesResult | null> {
    // The client may have seen a change of a file earlier than we did.
    this.#files.clear();
    const { config } = await this.#read(uri);
    return config.folder === undefined || config.files === undefined
      ? null
      : { folder: config.folder, globs: config.files };
  }

  /** What a document is read with that may not be there yet. */
  async basisAt(uri: string): Promise<Basis> {
    return (await this.#read(uri)).basis;
  }

  /** What a document that isn't open is read with; nothing for one that the configuration leaves out. */
  async basisUnlessExcluded(uri: string): Promise<Basis | undefined> {
    const { basis, excluded, config } = await this.#read(uri);
    return excluded ? undefined : { ...basis, ...this.#around(uri, config) };
  }

  /** The documents of the workspace folders, open or not, without what configuration and .gitignore leave out. */
  async *findDocuments(): AsyncGenerator<string> {
    const editor = parseConfig(JSON.stringify((await this.#settings(this.folders[0])) ?? {}), RULE_IDS).config;
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
    const settings = (await this.#settings(this.folders[0])) as
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
    const loaded = await this.#read(uri);
    // Forgotten, or to be loaded again, while files were read.
    if (this.#loading !== loading) return this.ready(uri);
    if (!loading.has(uri)) return;
    this.#loaded.set(uri, loaded);
    this.#report();
  }

  async #read(uri: string): Promise<Loaded> {
    const folder = workspaceFolderOf(uri, this.folders);
    const editor = parseConfig(JSON.stringify((await this.#settings(folder)) ?? {}), RULE_IDS).config;
    const file = await this.#configFile(uri);
    const config = await this.#configFrom(file);
    for (const source of config.sources) this.#watch(source);
    const base = config.folder ?? folder;
    const path = base === undefined ? uri.slice(uri.lastIndexOf("/") + 1) : relativePath(uri, base);
    const settings = settingsFor(path, [config, editor]);
    const written =
      editor.template === undefined || folder === undefined ? undefined : resolvePath(`${folder}/`, editor.template);
    const service = await this.#serviceFor(config.template ?? written);
    const stack = config.stack ?? (folder && editor.stack ? resolvePath(`${folder}/`, editor.stack) : undefined);
    const policy = this.#policyOf(service, config, stack ?? (await this.#nearestStack(uri)));
    return {
      basis: { ...this.#defaults(), service, settings, policy: await policy },
      excluded: excludes(config, path),
      namesStack: stack !== undefined,
      config,
    };
  }

  /** The editor's settings, asked for once as long as they hold. */
  #settings(folder: string | undefined): Promise<unknown> {
    const known = this.#editorSettings.get(folder) ?? this.#client.settings(folder);
    this.#editorSettings.set(folder, known);
    return known;
  }

  /** The files around a document. */
  #around(uri: string, { confidentialNames }: ResolvedConfig): Pick<Basis, "workspace"> {
    const root = workspaceFolderOf(uri, this.folders);
    return root === undefined ? {} : { workspace: this.#surroundings.around(uri, { root, confidentialNames }) };
  }

  #defaults(): Basis {
    const policy = this.#embedded.policy(NO_CONFIG, { text: this.#host.stack });
    return { service: this.#embedded, settings: DEFAULT_SETTINGS, policy, today: this.#host.today() };
  }

  /** The document about the standard stack in the nearest folder around a document that has one. */
  async #nearestStack(uri: string): Promise<string | undefined> {
    this.#watch(STACK_PATH);
    for (const folder of foldersAround(uri, this.folders)) {
      const file = `${folder}/${STACK_PATH}`;
      if ((await this.#files.text(file)) !== undefined) return file;
    }
    return undefined;
  }

  /** What the document about the standard stack and the configuration settle; the built-in one serves without. */
  async #policyOf(service: MechanismService, config: ResolvedConfig, stack: string | undefined): Promise<Policy> {
    const text = stack === undefined ? undefined : await this.#files.text(stack);
    if (stack !== undefined) this.#watch(stack);
    if (stack === undefined || text === undefined) {
      if (stack !== undefined)
        this.#tellOnce(`The standard stack ${this.#nameOf(stack)} can't be read, the built-in one serves.`);
      return service.policy(config, { text: this.#host.stack });
    }
    return service.policy(config, { text, source: this.#nameOf(stack), uri: stack });
  }

  async #configFile(uri: string): Promise<string | undefined> {
    for (const folder of foldersAround(uri, this.folders)) {
      const file = `${folder}/${CONFIG_NAME}`;
      if ((await this.#files.text(file)) !== undefined) return file;
    }
    return undefined;
  }

  #searched(files: FileCache, wanted: readonly string[] | undefined): SearchedFiles {
    return {
      list: (folder) => files.names(folder),
      isRepository: async (folder) => (await files.names(folder))?.some((name) => /^\.git\/?$/.test(name)) === true,
      text: (uri) => files.text(uri),
      configOf: async (folder) => {
        const config = await this.#configFrom(await this.#configFile(`${folder}/x`));
        return { ...config, files: config.files ?? wanted };
      },
      join: (folder, name) => `${folder}/${encodeName(name)}`,
      relative: (folder, uri) => relativePath(uri, folder),
    };
  }

  #configFrom(file: string | undefined): Promise<ResolvedConfig> {
    return file === undefined
      ? Promise.resolve(NO_CONFIG)
      : this.#files.compute((load) => resolveConfig(file, load, RULE_IDS));
  }

  async #serviceFor(template: string | undefined): Promise<MechanismService> {
    if (template === undefined) return this.#embedded;
    this.#watch(template);
    const text = await this.#files.text(template);
    if (text === undefined) return this.#refuse(template, "it can't be read");
    const service = this.#serviceOf(template, text);
    const [problem] = service.schema.problems;
    return problem ? this.#refuse(template, `line ${problem.line + 1}: ${problem.message}`) : service;
  }

  #serviceOf(template: string, text: string): MechanismService {
    const known = this.#services.get(template);
    if (known?.text === text) return known.service;
    const inherited = inheritAnnotations(text, this.#embedded.schema);
    const service = createMechanismService(inherited.text, { source: this.#nameOf(template), inherited });
    this.#services.set(template, { text, service });
    return service;
  }

  /** Says once why a template doesn't serve. */
  #refuse(template: string, reason: string): MechanismService {
    const message = `The template ${this.#nameOf(template)} can't be used, the built-in one serves: ${reason}`;
    this.#tellOnce(message);
    return this.#embedded;
  }

  #tellOnce(message: string): void {
    if (!this.#told.has(message)) this.#client.tell(message);
    this.#told.add(message);
  }

  #nameOf(uri: string): string {
    return relativePath(uri, workspaceFolderOf(uri, this.folders) ?? "");
  }

  #watch(uri: string): void {
    this.#client.watch(uri.slice(uri.lastIndexOf("/") + 1));
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
