import type { Policy } from "../config/policy.ts";
import type { Profile } from "../config/settings.ts";
import type { Workspace } from "../config/workspace.ts";
import type { Document } from "../document/document.ts";
import type { RuleContext } from "../rules/rule.ts";
import type { StackModel } from "../stack/model.ts";
import type { SystemModel } from "../system/model.ts";
import type { Alignment } from "../template/alignment.ts";
import type { Readings } from "../template/readings.ts";
import type { Schema } from "../template/schema.ts";

/**
 * What one run of a rule knows, with a note of whether it asked for what may be new with every version.
 *
 * A class, since each object literal with getters has a hidden class of its own: V8 keeps those, and by the getters the
 * whole version of the document, until a full collection.
 */
export class WatchedContext implements RuleContext {
  readonly alignment: Alignment;
  readonly schema: Schema;
  readonly readings: Readings;
  readonly definitions: ReadonlySet<string>;
  readonly profile: Profile;
  readonly today: string | undefined;
  readonly policy: Policy;
  readonly technologies: StackModel;
  readonly system: SystemModel;
  readonly #context: RuleContext;
  #whole = false;
  #elsewhere = false;

  constructor(context: RuleContext) {
    this.#context = context;
    this.alignment = context.alignment;
    this.schema = context.schema;
    this.readings = context.readings;
    this.definitions = context.definitions;
    this.profile = context.profile;
    this.today = context.today;
    this.policy = context.policy;
    this.technologies = context.technologies;
    this.system = context.system;
  }

  get document(): Document {
    this.#whole = true;
    return this.#context.document;
  }

  get workspace(): Workspace | undefined {
    this.#elsewhere = true;
    return this.#context.workspace;
  }

  /** Somebody asked for the document as a whole. */
  get whole(): boolean {
    return this.#whole;
  }

  /** Somebody asked for the files around the document. */
  get elsewhere(): boolean {
    return this.#elsewhere;
  }
}
