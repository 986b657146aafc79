import { existsSync, readFileSync } from "node:fs";
import type { Policy } from "../../server/src/config/policy.ts";
import { NO_CONFIG } from "../../server/src/config/resolveConfig.ts";
import type { Profile } from "../../server/src/config/settings.ts";
import type { Analysis } from "../../server/src/features/analysis.ts";
import { type Diagnostic, diagnostics } from "../../server/src/features/diagnostics.ts";
import { createMechanismService, type MechanismService } from "../../server/src/service.ts";

/** The template that users have, annotated. */
export const TEMPLATE = readFileSync("template/MECHANISM.md", "utf8");

/** The day that tests run on. */
export const TODAY = "2026-02-01";

export const service = createMechanismService(TEMPLATE);

/** The standard stack that we bring along. */
export const STACK = readFileSync("template/tech-stack.md", "utf8");

/** What holds where nobody has a standard stack of their own. */
export const BUILT_IN_POLICY = service.policy(NO_CONFIG, { text: STACK });

/** What holds where a workspace has the same standard stack as its own document. */
export const POLICY = service.policy(NO_CONFIG, { text: STACK, source: "docs/core/tech-stack.md" });

export function analyse(text: string, profile: Profile = "draft", engine: MechanismService = service): Analysis {
  const policy = engine === service ? POLICY : engine.policy(NO_CONFIG, { text: STACK });
  return engine.analyse(text, { settings: { profile, rules: new Map() }, policy, today: TODAY });
}

/** The findings of a text, each as `line rule message` with lines from 1. */
export function findingsOf(text: string, profile: Profile = "draft", engine: MechanismService = service): string[] {
  return diagnostics(analyse(text, profile, engine)).map(show);
}

export function show(diagnostic: Diagnostic): string {
  return `${diagnostic.range.start.line + 1} ${diagnostic.rule} ${diagnostic.message}`;
}

/** What holds in a folder: the standard stack that it has, else ours. */
export function policyIn(folder: string): Policy {
  const source = "docs/core/tech-stack.md";
  const file = `${folder}/${source}`;
  return existsSync(file) ? service.policy(NO_CONFIG, { text: readFileSync(file, "utf8"), source }) : BUILT_IN_POLICY;
}
