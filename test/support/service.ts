import { readFileSync } from "node:fs";
import type { Profile } from "../../server/src/config/settings.ts";
import type { Analysis } from "../../server/src/features/analysis.ts";
import { type Diagnostic, diagnostics } from "../../server/src/features/diagnostics.ts";
import { createMechanismService, type MechanismService } from "../../server/src/service.ts";

/** The template that users have, annotated. */
export const TEMPLATE = readFileSync("template/MECHANISM.md", "utf8");

/** The day that tests run on. */
export const TODAY = "2026-02-01";

export const service = createMechanismService(TEMPLATE);

export function analyse(text: string, profile: Profile = "draft", engine: MechanismService = service): Analysis {
  return engine.analyse(text, { settings: { profile, rules: new Map() }, today: TODAY });
}

/** The findings of a text, each as `line rule message` with lines from 1. */
export function findingsOf(text: string, profile: Profile = "draft", engine: MechanismService = service): string[] {
  return diagnostics(analyse(text, profile, engine)).map(show);
}

export function show(diagnostic: Diagnostic): string {
  return `${diagnostic.range.start.line + 1} ${diagnostic.rule} ${diagnostic.message}`;
}
