import { LineIndex, type Range } from "../document/positions.ts";
import type { ApprovalConfig, ByGlob, Config, RuleSetting, StandingApproval } from "./config.ts";
import { parseConfig } from "./parseConfig.ts";
import { folderOf, resolvePath } from "./paths.ts";
import type { Profile } from "./settings.ts";

/** A configuration file together with those that it extends. Paths are resolved; what nobody says has its default. */
export interface ResolvedConfig {
  /** The folder that globs are relative to; nothing without a file. */
  readonly folder: string | undefined;
  /** Nothing if no file says it. */
  readonly files: readonly string[] | undefined;
  readonly ignore: readonly string[];
  readonly template: string | undefined;
  readonly stack: string | undefined;
  readonly profile: readonly ByGlob<Profile>[];
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly approvers: readonly string[];
  readonly approval: ApprovalConfig;
  readonly standingApprovals: readonly StandingApproval[];
  readonly confidentialNames: readonly string[];
  readonly problems: readonly FileProblem[];
  /** The files that were asked for, also those that weren't there: a change of any of them may change the result. */
  readonly sources: readonly string[];
}

/** A problem in one of the files. */
export interface FileProblem {
  readonly file: string;
  readonly range: Range;
  readonly message: string;
}

/** What holds without a configuration file. */
export const NO_CONFIG: ResolvedConfig = withDefaults({}, undefined, [], []);

/**
 * Reads a configuration file and the files that it extends. A later file of `extends` wins over an earlier one, and a
 * file wins over all that it extends: key by key, in `rules` rule by rule and in `approval` part by part;
 * `standingApprovals` and `confidentialNames` add up. Total: what can't be loaded or used is a problem.
 *
 * @param file the path of the file; `/` between folders
 * @param load gives the text of a file; nothing if it can't be read
 */
export function resolveConfig(
  file: string,
  load: (path: string) => string | undefined,
  ruleIds: readonly string[],
): ResolvedConfig {
  const reader = new ChainReader(load, ruleIds);
  const config = reader.read(file, []) ?? {};
  if (reader.isMissing(file)) reader.problems.push({ file, range: START, message: "The file can't be read." });
  return withDefaults(config, folderOf(file), reader.problems, reader.sources);
}

const START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

class ChainReader {
  readonly problems: FileProblem[] = [];
  readonly #load: (path: string) => string | undefined;
  readonly #ruleIds: readonly string[];
  /** What each file says with all that it extends; null for a file that isn't there. */
  readonly #read = new Map<string, Config | null>();

  constructor(load: (path: string) => string | undefined, ruleIds: readonly string[]) {
    this.#load = load;
    this.#ruleIds = ruleIds;
  }

  get sources(): readonly string[] {
    return [...this.#read.keys()];
  }

  isMissing(file: string): boolean {
    return this.#read.get(file) === null;
  }

  /** @param chain the files that led here */
  read(file: string, chain: readonly string[]): Config | undefined {
    const known = this.#read.get(file);
    if (known !== undefined) return known ?? undefined;
    const text = this.#load(file);
    this.#read.set(file, null);
    if (text === undefined) return undefined;
    const { config, problems } = parseConfig(text, this.#ruleIds);
    const lines = new LineIndex(text);
    const note = (offset: number, length: number, message: string): void => {
      this.problems.push({ file, range: lines.rangeOf({ start: offset, end: offset + length }), message });
    };
    for (const one of problems) note(one.offset, one.length, one.message);
    const bases = (config.extends ?? []).flatMap(({ value, offset, length }): Config[] => {
      const path = resolvePath(file, value);
      if (path === file || chain.includes(path)) {
        note(offset, length, `"${value}" leads back to this file; it is left out.`);
        return [];
      }
      const base = this.read(path, [...chain, file]);
      if (!base) note(offset, length, `"${value}" can't be read; expected the path of another configuration file.`);
      return base ? [base] : [];
    });
    const merged = [...bases, withPaths(config, file)].reduce(merge, {});
    this.#read.set(file, merged);
    return merged;
  }
}

/** A configuration whose paths no longer depend on the file that writes them. */
function withPaths(config: Config, file: string): Config {
  return {
    ...config,
    ...(config.template === undefined ? {} : { template: resolvePath(file, config.template) }),
    ...(config.stack === undefined ? {} : { stack: resolvePath(file, config.stack) }),
  };
}

function merge(base: Config, config: Config): Config {
  return {
    ...base,
    ...config,
    rules: new Map([...(base.rules ?? []), ...(config.rules ?? [])]),
    approval: { ...base.approval, ...config.approval },
    standingApprovals: [...(base.standingApprovals ?? []), ...(config.standingApprovals ?? [])],
    confidentialNames: [...(base.confidentialNames ?? []), ...(config.confidentialNames ?? [])],
  };
}

function withDefaults(
  config: Config,
  folder: string | undefined,
  problems: readonly FileProblem[],
  sources: readonly string[],
): ResolvedConfig {
  return {
    folder,
    files: config.files,
    ignore: config.ignore ?? [],
    template: config.template,
    stack: config.stack,
    profile: config.profile ?? [],
    rules: config.rules ?? new Map(),
    approvers: config.approvers ?? [],
    approval: config.approval ?? {},
    standingApprovals: config.standingApprovals ?? [],
    confidentialNames: config.confidentialNames ?? [],
    problems,
    sources,
  };
}
