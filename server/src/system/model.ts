import type { Readings } from "../template/readings.ts";
import {
  type EndpointRole,
  type RoleField,
  type RoleMention,
  readEndpointRoles,
  readPermissionRoles,
  readRoleFields,
} from "./access.ts";
import { type PathMention, readDocumentPaths } from "./documentPaths.ts";
import { type EndpointMention, readEndpointMentions } from "./endpointMentions.ts";
import { type Endpoint, EndpointIndex, readEndpoints } from "./endpoints.ts";
import { type Entity, readEntities } from "./entities.ts";
import { type Environment, readEnvironments } from "./environments.ts";
import { type NamesInText, readNames } from "./names.ts";
import { type Relationship, readRelationships } from "./relationships.ts";
import { type ExternalService, type Integration, readIntegrations, readServices } from "./services.ts";
import { readVariables, type Variable } from "./variables.ts";

/**
 * The system that a document describes: its schema, interface, services and settings. Each part is read when somebody
 * asks for it the first time, from the facts of the chunks, which are kept as long as those say the same.
 */
export class SystemModel {
  readonly #readings: Readings;

  constructor(readings: Readings) {
    this.#readings = readings;
  }

  /** Tables, collections and nodes. */
  get entities(): readonly Entity[] {
    return this.#readings.part("entities", () => readEntities(this.#readings));
  }

  get relationships(): readonly Relationship[] {
    return this.#readings.part("relationships", () => readRelationships(this.#readings));
  }

  get endpoints(): readonly Endpoint[] {
    return this.#readings.part("endpoints", () => readEndpoints(this.#readings));
  }

  /** The endpoints by method and path. */
  get endpointIndex(): EndpointIndex {
    return this.#readings.part("endpoint index", () => new EndpointIndex(this.endpoints));
  }

  /** The endpoints by the chunk that describes them. */
  get endpointsByChunk(): ReadonlyMap<number, readonly Endpoint[]> {
    return this.#readings.part("endpoints by chunk", () => {
      const byChunk = new Map<number, Endpoint[]>();
      for (const one of this.endpoints) {
        const known = byChunk.get(one.chunk);
        if (known) known.push(one);
        else byChunk.set(one.chunk, [one]);
      }
      return byChunk;
    });
  }

  /** Where text refers to endpoints. */
  get endpointMentions(): readonly EndpointMention[] {
    return this.#readings.part("endpoint mentions", () => readEndpointMentions(this.#readings, this.endpoints));
  }

  /** The names in the text of each chunk, by the chunk's index. */
  get names(): readonly NamesInText[] {
    return this.#readings.part("names", () => readNames(this.#readings));
  }

  /** The paths of other documents. */
  get documentPaths(): readonly PathMention[] {
    return this.#readings.part("paths", () => readDocumentPaths(this.#readings));
  }

  /** The external services that the stack lists. */
  get services(): readonly ExternalService[] {
    return this.#readings.part("services", () => readServices(this.#readings));
  }

  get integrations(): readonly Integration[] {
    return this.#readings.part("integrations", () => readIntegrations(this.#readings));
  }

  /** Every place that names an environment variable. */
  get variables(): readonly Variable[] {
    return this.#readings.part("variables", () => readVariables(this.#readings));
  }

  get environments(): readonly Environment[] {
    return this.#readings.part("environments", () => readEnvironments(this.#readings));
  }

  /** The roles of people that the permissions list. */
  get permissionRoles(): readonly RoleMention[] {
    return this.#readings.part("permission roles", () => readPermissionRoles(this.#readings));
  }

  /** The fields that hold a role and list its values. */
  get roleFields(): readonly RoleField[] {
    return this.#readings.part("role fields", () => readRoleFields(this.#readings, this.entities));
  }

  /** What endpoints call those who may use them. */
  get endpointRoles(): readonly EndpointRole[] {
    const { schema } = this.#readings.alignment;
    return this.#readings.part("endpoint roles", () => readEndpointRoles(schema, this.endpoints));
  }
}
