import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentLink,
  type Location,
  type Position,
  type Range,
  type ResponseError,
  SymbolKind,
  type WorkspaceEdit,
  type WorkspaceSymbol,
} from "vscode-languageserver";
import { fileUri } from "../config/workspace.ts";
import { readChange, technologyAt } from "../features/changeTechnology.ts";
import { toTextEdits } from "../features/fixes.ts";
import { documentLinks } from "../features/navigation/documentLinks.ts";
import { matchesQuery, type NamedPlaceInWorkspace } from "../features/navigation/namedParts.ts";
import { definitions, places } from "../features/navigation/navigate.ts";
import { renamableAt, renamePart } from "../features/navigation/rename.ts";
import { toAnnotatedEdit } from "./convert.ts";
import type { Current } from "./openDocuments.ts";
import { refusal } from "./requests.ts";
import type { Server } from "./server.ts";
import { technologyEdit } from "./technologyRequests.ts";

const NOTHING =
  "There is nothing here that can be renamed. Put the cursor on a technology of the stack, a table, a field, the path of an endpoint, an environment variable, or the number of a deviation.";
/** More symbols than anybody looks through. */
const MOST_SYMBOLS = 500;

const KINDS: Readonly<Record<NamedPlaceInWorkspace["kind"], SymbolKind>> = {
  mission: SymbolKind.File,
  table: SymbolKind.Struct,
  field: SymbolKind.Field,
  endpoint: SymbolKind.Method,
  variable: SymbolKind.Constant,
  deviation: SymbolKind.Event,
};

/** Answers requests that lead from a name to the places that mean the same, and that change a name at all of them. */
export function serveNavigation(server: Server): void {
  const { connection, requests, client, all } = server;
  connection.onDefinition((params, token) =>
    requests.show<Location[] | null>(params, token, null, ({ analysis, uri }) =>
      definitions(analysis, params.position).map((range) => ({ uri, range })),
    ),
  );
  connection.onReferences((params, token) =>
    requests.show<Location[] | null>(params, token, null, ({ analysis, uri }) =>
      places(analysis, params.position)
        .filter((one) => params.context.includeDeclaration || !one.definition)
        .map(({ range }) => ({ uri, range })),
    ),
  );
  connection.onDocumentHighlight((params, token) =>
    requests.show<DocumentHighlight[] | null>(params, token, null, ({ analysis }) =>
      places(analysis, params.position).map(({ range, definition }) => ({
        range,
        kind: definition ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      })),
    ),
  );
  connection.onDocumentLinks((params, token) =>
    requests.show<DocumentLink[] | null>(params, token, null, ({ analysis }) => {
      const root = analysis.context.workspace?.rootUri;
      if (root === undefined) return [];
      return documentLinks(analysis).map(({ range, path }) => ({ range, target: fileUri(root, path) }));
    }),
  );
  connection.onWorkspaceSymbol(async ({ query }, token) => {
    const found: WorkspaceSymbol[] = [];
    for (const { uri, parts } of await all.parts()) {
      if (token.isCancellationRequested) return [];
      found.push(...parts.filter(({ name }) => matchesQuery(name, query)).map((one) => toWorkspaceSymbol(uri, one)));
    }
    return found.slice(0, MOST_SYMBOLS);
  });
  if (!client.prepareRename) return;
  connection.onPrepareRename((params, token) =>
    // An error leaves the place to other providers, such as the editor's own for headings and links.
    requests.edit<{ range: Range; placeholder: string }>(params, token, ({ analysis }) => {
      const found = technologyAt(analysis, params.position) ?? renamableAt(analysis, params.position);
      return found ? { range: found.range, placeholder: found.name } : refusal(NOTHING);
    }),
  );
  connection.onRenameRequest((params, token) =>
    requests.edit<WorkspaceEdit>(params, token, (current) =>
      technologyAt(current.analysis, params.position)
        ? technologyEdit(server, current, params.position, readChange(params.newName))
        : partEdit(server, current, params),
    ),
  );
}

function partEdit(
  { client }: Server,
  current: Current,
  { position, newName }: { readonly position: Position; readonly newName: string },
): WorkspaceEdit | ResponseError<never> {
  const { analysis } = current;
  const found = renamePart(analysis, position, newName);
  if (!found) return refusal(NOTHING);
  if ("refusal" in found) return refusal(found.refusal);
  const groups = [
    { label: "Places that mean it", description: "Renamed together", confirm: false, edits: found.own },
    {
      label: "Places of the same name",
      description: "Look at each before it is changed",
      confirm: true,
      edits: found.mentions,
    },
  ];
  const edits = groups.map((group) => ({ ...group, edits: toTextEdits(analysis.document, group.edits) }));
  return toAnnotatedEdit(current, edits, client);
}

function toWorkspaceSymbol(uri: string, { name, kind, range, container }: NamedPlaceInWorkspace): WorkspaceSymbol {
  const place = container === "" ? {} : { containerName: container };
  return { name, kind: KINDS[kind], location: { uri, range }, ...place };
}
