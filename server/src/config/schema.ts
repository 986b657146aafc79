import { configShape } from "./configShape.ts";
import type { JsonSchema } from "./shapes.ts";

/**
 * The JSON schema of the configuration file, by which editors complete and check it: the content of
 * `schemas/mechanism.config.schema.json`.
 *
 * @param ruleIds the rules that there are
 */
export function configSchema(ruleIds: readonly string[]): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of MECHANISM.md documents",
    allowComments: true,
    allowTrailingCommas: true,
    ...configShape(ruleIds).schema,
  };
}
