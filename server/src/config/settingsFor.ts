import type { ByGlob, RuleSetting } from "./config.ts";
import { matchesGlob } from "./globs.ts";
import { DEFAULT_SETTINGS, type Profile, type Settings, type Severity } from "./settings.ts";

/** One source of settings: the command line, the configuration file, or the editor. */
export interface SettingsLayer {
  readonly profile?: Profile | readonly ByGlob<Profile>[] | undefined;
  readonly rules?: ReadonlyMap<string, RuleSetting> | undefined;
}

/**
 * What holds for one document. For the profile and for each rule, the first layer that says something about the document
 * decides.
 *
 * @param relativePath the document's path from the folder of the configuration file; `\` counts as `/`
 * @param layers strongest first: command line, configuration file, editor
 */
export function settingsFor(relativePath: string, layers: readonly SettingsLayer[]): Settings {
  const rules = new Map<string, Severity | "off">();
  for (const layer of [...layers].reverse()) {
    for (const [id, setting] of layer.rules ?? []) {
      const severity = firstMatch(setting.overrides, relativePath) ?? setting.severity;
      if (severity !== undefined) rules.set(id, severity);
    }
  }
  const profiles = layers.map((layer) => profileOf(layer, relativePath));
  return { profile: profiles.find((profile) => profile !== undefined) ?? DEFAULT_SETTINGS.profile, rules };
}

function profileOf(layer: SettingsLayer, path: string): Profile | undefined {
  return typeof layer.profile === "string" ? layer.profile : firstMatch(layer.profile ?? [], path);
}

function firstMatch<Value>(values: readonly ByGlob<Value>[], path: string): Value | undefined {
  return values.find((one) => matchesGlob(one.glob, path))?.value;
}
