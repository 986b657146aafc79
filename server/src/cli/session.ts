import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import template from "../../../template/MECHANISM.md";
import builtInStack from "../../../template/tech-stack.md";
import { CONFIG_NAME, STACK_PATH } from "../config/config.ts";
import type { Policy } from "../config/policy.ts";
import { NO_CONFIG, type ResolvedConfig, resolveConfig } from "../config/resolveConfig.ts";
import type { Profile, Settings } from "../config/settings.ts";
import { settingsFor } from "../config/settingsFor.ts";
import { RULES } from "../rules/index.ts";
import { createMechanismService, type MechanismService } from "../service.ts";
import { inheritAnnotations } from "../template/inherit.ts";
import { count, type Io, printable, UsageError } from "./io.ts";
import { kindOf, readText } from "./readText.ts";

/** Stands for the built-in template where templates are named by their paths. */
const BUILT_IN = "";

/** What all commands take. */
export interface CommonOptions {
  readonly config?: string;
  readonly profile?: Profile;
  readonly today?: string;
}

/** One run of a command: which configuration and which template hold where, and whether something couldn't be read. */
export class Session {
  readonly io: Io;
  readonly today: string;
  readonly #profile: Profile | undefined;
  readonly #named: ResolvedConfig | undefined;
  readonly #byFolder = new Map<string, ResolvedConfig>();
  readonly #byFile = new Map<string, ResolvedConfig>();
  readonly #services = new Map<string, MechanismService>();
  readonly #names = new Map<string, readonly string[]>();
  readonly #told = new Set<string>();
  #failed = false;

  /** @throws {UsageError} if the configuration file that was named can't be read */
  constructor(io: Io, options: CommonOptions) {
    this.io = io;
    this.today = options.today ?? io.today();
    this.#profile = options.profile;
    if (options.config === undefined) return;
    const file = resolve(io.cwd, options.config);
    const { problem } = readText(file);
    if (problem !== undefined) throw new UsageError(`${this.show(file)}: ${problem}`);
    this.#named = this.#readConfig(file);
  }

  /** The names in a folder, `/` behind those of folders; none if it isn't there. Read once in a run. */
  namesIn(folder: string): readonly string[] {
    const known = this.#names.get(folder) ?? namesIn(folder);
    this.#names.set(folder, known);
    return known;
  }

  /** Something could not be read, understood or written; the rest goes on. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Reports something that can't be read or written: one line on standard error. */
  fail(path: string, problem: string): void {
    this.#failed = true;
    this.io.err(`${this.show(path)}: ${problem}\n`);
  }

  /** A path as the user knows it: from the current folder, with `/`. */
  show(path: string): string {
    return slashes(relative(this.io.cwd, path)) || ".";
  }

  /** The configuration for what lies in a folder: the one that was named, else the nearest one upward. */
  configOf(folder: string): ResolvedConfig {
    if (this.#named) return this.#named;
    const known = this.#byFolder.get(folder);
    if (known) return known;
    const file = join(folder, CONFIG_NAME);
    const parent = dirname(folder);
    const above = (): ResolvedConfig => (parent === folder ? NO_CONFIG : this.configOf(parent));
    const config = existsSync(file) ? this.#readConfig(file) : above();
    this.#byFolder.set(folder, config);
    return config;
  }

  /** What holds for a file: command line, then configuration. */
  settingsOf(file: string): Settings {
    const config = this.configOf(dirname(file));
    const path = slashes(relative(config.folder ?? this.io.cwd, file));
    return settingsFor(path, [{ profile: this.#profile }, config]);
  }

  /** What is settled about technologies in a folder: by the configuration, and by the nearest stack document. */
  policyOf(folder: string): Policy {
    const config = this.configOf(folder);
    const path = config.stack ?? nearestStack(folder);
    const service = this.serviceOf(folder);
    if (path === undefined) return service.policy(config, { text: builtInStack });
    const read = readText(path);
    if (read.problem === undefined) return service.policy(config, { text: read.text, source: this.show(path) });
    const line = `${this.show(path)}: This standard stack can't be used; the built-in one serves. ${read.problem}`;
    if (!this.#told.has(line)) this.io.err(`${printable(line)}\n`);
    this.#told.add(line);
    this.#failed = true;
    return service.policy(config, { text: builtInStack });
  }

  /** The engine with the template that holds in a folder. */
  serviceOf(folder: string): MechanismService {
    const path = this.configOf(folder).template;
    if (path === undefined) return this.#builtIn();
    const known = this.#services.get(path);
    if (known) return known;
    const service = this.#ownService(path);
    this.#services.set(path, service);
    return service;
  }

  /** The engine with a template of the user's; a bare one takes its annotations from the built-in one. */
  #ownService(path: string): MechanismService {
    const builtIn = this.#builtIn();
    const read = readText(path);
    if (read.problem !== undefined) return this.#refuse(path, read.problem, builtIn);
    const service = createMechanismService(inheritAnnotations(read.text, builtIn.schema).text);
    const [first, ...rest] = service.schema.problems;
    if (!first) return service;
    const more = rest.length > 0 ? ` (and ${count(rest.length, "more problem")})` : "";
    return this.#refuse(path, `Line ${first.line + 1}: ${first.message}${more}`, builtIn);
  }

  #builtIn(): MechanismService {
    const service = this.#services.get(BUILT_IN) ?? createMechanismService(template);
    this.#services.set(BUILT_IN, service);
    return service;
  }

  #refuse(path: string, problem: string, builtIn: MechanismService): MechanismService {
    const line = `${this.show(path)}: This template can't be used; the built-in one serves. ${problem}`;
    this.#failed = true;
    this.io.err(`${printable(line)}\n`);
    return builtIn;
  }

  #readConfig(file: string): ResolvedConfig {
    const known = this.#byFile.get(file);
    if (known) return known;
    const load = (path: string): string | undefined => {
      const read = readText(path);
      return read.problem === undefined ? read.text : undefined;
    };
    const config = resolveConfig(
      slashes(file),
      load,
      RULES.map((rule) => rule.id),
    );
    // A check by other rules than the author of the configuration meant is no check.
    this.#failed ||= config.problems.length > 0;
    for (const { file: path, range, message } of config.problems) {
      const { line, character } = range.start;
      this.io.err(`${printable(`${this.show(path)}:${line + 1}:${character + 1} ${message}`)}\n`);
    }
    this.#byFile.set(file, config);
    return config;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => (kindOf(join(folder, name)) === "folder" ? `${name}/` : name));
  } catch {
    return [];
  }
}

/** The document about the standard stack in the nearest folder upward that has one. */
function nearestStack(folder: string): string | undefined {
  const path = join(folder, STACK_PATH);
  if (existsSync(path)) return path;
  const parent = dirname(folder);
  return parent === folder ? undefined : nearestStack(parent);
}

/** A path with `/` between folders, whatever the machine has. */
export function slashes(path: string): string {
  return path.split(sep).join("/");
}
