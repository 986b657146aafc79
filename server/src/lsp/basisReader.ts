import { CONFIG_NAME, type Config, STACK_PATH } from "../config/config.ts";
import { excludes } from "../config/excludes.ts";
import { parseConfig } from "../config/parseConfig.ts";
import { resolvePath } from "../config/paths.ts";
import type { Policy } from "../config/policy.ts";
import { type FileProblem, NO_CONFIG, type ResolvedConfig, resolveConfig } from "../config/resolveConfig.ts";
import { DEFAULT_SETTINGS } from "../config/settings.ts";
import { settingsFor } from "../config/settingsFor.ts";
import { RULES } from "../rules/index.ts";
import { createMechanismService, type MechanismService } from "../service.ts";
import { inheritAnnotations } from "../template/inherit.ts";
import type { FileCache } from "./fileCache.ts";
import type { Host } from "./host.ts";
import type { Basis } from "./openDocuments.ts";
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

/** What a document is read with, and what its configuration says besides. */
export interface Loaded {
  readonly basis: Basis;
  /** The configuration leaves the document out. */
  readonly excluded: boolean;
  /** The configuration or a setting says which document the standard stack is read from. */
  readonly namesStack: boolean;
  readonly config: ResolvedConfig;
}

const RULE_IDS = RULES.map((rule) => rule.id);

/** Reads what a document is read with from the files around it and the editor's settings; keeps what cost time to make. */
export class BasisReader {
  readonly #host: Host;
  readonly #client: WorkspaceClient;
  readonly #files: FileCache;
  /** The URIs of the workspace folders, as they are now. */
  readonly #folders: () => readonly string[];
  #made: MechanismService | undefined;
  /** Of each template the engine for the text that it had last. */
  readonly #services = new Map<string, { readonly text: string; readonly service: MechanismService }>();
  readonly #told = new Set<string>();
  #editorSettings = new Map<string | undefined, Promise<unknown>>();

  constructor(host: Host, client: WorkspaceClient, files: FileCache, folders: () => readonly string[]) {
    this.#host = host;
    this.#client = client;
    this.#files = files;
    this.#folders = folders;
  }

  /** The engine for the embedded template: made when it is needed, so that `initialize` is answered without it. */
  get #embedded(): MechanismService {
    this.#made ??= createMechanismService(this.#host.template);
    return this.#made;
  }

  /** Makes what the first document will need, before it is asked for. */
  warmUp(): void {
    void this.#embedded;
  }

  /** What a document is read with whose settings can't be known. */
  withoutSettings(): Loaded {
    return { basis: this.#defaults(), excluded: false, namesStack: false, config: NO_CONFIG };
  }

  /** What a document is read with now. */
  async read(uri: string): Promise<Loaded> {
    const folder = workspaceFolderOf(uri, this.#folders());
    const editor = await this.editorConfig(folder);
    const file = await this.configFile(uri);
    const config = await this.configFrom(file);
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

  /** Forgets what the editor's settings said. */
  invalidate(): void {
    this.#editorSettings = new Map();
  }

  /** What the editor's settings for a folder say in the words of a configuration. */
  async editorConfig(folder: string | undefined): Promise<Config> {
    return parseConfig(JSON.stringify((await this.settings(folder)) ?? {}), RULE_IDS).config;
  }

  /** The editor's settings, asked for once as long as they hold. */
  settings(folder: string | undefined): Promise<unknown> {
    const known = this.#editorSettings.get(folder) ?? this.#client.settings(folder);
    this.#editorSettings.set(folder, known);
    return known;
  }

  #defaults(): Basis {
    const policy = this.#embedded.policy(NO_CONFIG, { text: this.#host.stack });
    return { service: this.#embedded, settings: DEFAULT_SETTINGS, policy, today: this.#host.today() };
  }

  /** The document about the standard stack in the nearest folder around a document that has one. */
  async #nearestStack(uri: string): Promise<string | undefined> {
    this.#watch(STACK_PATH);
    for (const folder of foldersAround(uri, this.#folders())) {
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

  /** The configuration file nearest to a document; nothing if there is none. */
  async configFile(uri: string): Promise<string | undefined> {
    for (const folder of foldersAround(uri, this.#folders())) {
      const file = `${folder}/${CONFIG_NAME}`;
      if ((await this.#files.text(file)) !== undefined) return file;
    }
    return undefined;
  }

  /** What a configuration file says, with all that it extends. */
  configFrom(file: string | undefined): Promise<ResolvedConfig> {
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
    return relativePath(uri, workspaceFolderOf(uri, this.#folders()) ?? "");
  }

  #watch(uri: string): void {
    this.#client.watch(uri.slice(uri.lastIndexOf("/") + 1));
  }
}
