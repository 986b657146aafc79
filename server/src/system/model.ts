import type { Document } from "../document/document.ts";
import type { Alignment } from "../template/alignment.ts";
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
import { type Endpoint, readEndpoints } from "./endpoints.ts";
import { type Entity, readEntities } from "./entities.ts";
import { type Environment, readEnvironments } from "./environments.ts";
import { type NamesInText, readNames } from "./names.ts";
import { type Relationship, readRelationships } from "./relationships.ts";
import type { SectionCache } from "./sectionCache.ts";
import { type ExternalService, type Integration, readIntegrations, readServices } from "./services.ts";
import { readVariables, type Variable } from "./variables.ts";

/**
 * The system that a document describes: its schema, interface, services and settings. Each part is read when somebody
 * asks for it the first time, from the facts of the chunks, which are kept as long as those say the same.
 */
export class SystemModel {
  readonly #document: Document;
  readonly #alignment: Alignment;
  readonly #cache: SectionCache;
  #entities: readonly Entity[] | undefined;
  #relationships: readonly Relationship[] | undefined;
  #endpoints: readonly Endpoint[] | undefined;
  #endpointMentions: readonly EndpointMention[] | undefined;
  #names: readonly NamesInText[] | undefined;
  #documentPaths: readonly PathMention[] | undefined;
  #services: readonly ExternalService[] | undefined;
  #integrations: readonly Integration[] | undefined;
  #variables: readonly Variable[] | undefined;
  #environments: readonly Environment[] | undefined;
  #permissionRoles: readonly RoleMention[] | undefined;
  #roleFields: readonly RoleField[] | undefined;
  #endpointRoles: readonly EndpointRole[] | undefined;

  constructor(document: Document, alignment: Alignment, cache: SectionCache) {
    this.#document = document;
    this.#alignment = alignment;
    this.#cache = cache;
  }

  /** Tables, collections and nodes. */
  get entities(): readonly Entity[] {
    this.#entities ??= readEntities(this.#document, this.#alignment, this.#cache);
    return this.#entities;
  }

  get relationships(): readonly Relationship[] {
    this.#relationships ??= readRelationships(this.#document, this.#alignment, this.#cache);
    return this.#relationships;
  }

  get endpoints(): readonly Endpoint[] {
    this.#endpoints ??= readEndpoints(this.#document, this.#alignment, this.#cache);
    return this.#endpoints;
  }

  /** Where text refers to endpoints. */
  get endpointMentions(): readonly EndpointMention[] {
    this.#endpointMentions ??= readEndpointMentions(this.#document, this.#alignment, this.endpoints, this.#cache);
    return this.#endpointMentions;
  }

  /** The names in the text of each chunk, by the chunk's index. */
  get names(): readonly NamesInText[] {
    this.#names ??= readNames(this.#document, this.#alignment, this.#cache);
    return this.#names;
  }

  /** The paths of other documents. */
  get documentPaths(): readonly PathMention[] {
    this.#documentPaths ??= readDocumentPaths(this.#document, this.#alignment, this.#cache);
    return this.#documentPaths;
  }

  /** The external services that the stack lists. */
  get services(): readonly ExternalService[] {
    this.#services ??= readServices(this.#document, this.#alignment, this.#cache);
    return this.#services;
  }

  get integrations(): readonly Integration[] {
    this.#integrations ??= readIntegrations(this.#document, this.#alignment, this.#cache);
    return this.#integrations;
  }

  /** Every place that names an environment variable. */
  get variables(): readonly Variable[] {
    this.#variables ??= readVariables(this.#document, this.#alignment, this.#cache);
    return this.#variables;
  }

  get environments(): readonly Environment[] {
    this.#environments ??= readEnvironments(this.#document, this.#alignment, this.#cache);
    return this.#environments;
  }

  /** The roles of people that the permissions list. */
  get permissionRoles(): readonly RoleMention[] {
    this.#permissionRoles ??= readPermissionRoles(this.#document, this.#alignment, this.#cache);
    return this.#permissionRoles;
  }

  /** The fields that hold a role and list its values. */
  get roleFields(): readonly RoleField[] {
    this.#roleFields ??= readRoleFields(this.#document, this.#alignment, this.#cache, this.entities);
    return this.#roleFields;
  }

  /** What endpoints call those who may use them. */
  get endpointRoles(): readonly EndpointRole[] {
    this.#endpointRoles ??= readEndpointRoles(this.#alignment, this.endpoints);
    return this.#endpointRoles;
  }
}
