import type { Position, Range, ResponseError, WorkspaceEdit } from "vscode-languageserver";
import {
  changeableParts,
  changeTechnology,
  readChange,
  type TechnologyChange,
  technologyAt,
  technologyChoices,
} from "../features/changeTechnology.ts";
import { toTextEdits } from "../features/fixes.ts";
import { type AnnotatedEdits, toAnnotatedEdit } from "./convert.ts";
import type { Current } from "./openDocuments.ts";
import {
  CHANGE_TECHNOLOGY,
  type ChangeTechnologyParams,
  type ChangeTechnologyResult,
  type DocumentParams,
  TECHNOLOGIES,
  TECHNOLOGY_CHOICES,
  type TechnologyChoicesParams,
  type TechnologyChoicesResult,
} from "./protocol.ts";
import { refusal } from "./requests.ts";
import type { Server } from "./server.ts";

const NOTHING = "There is no technology of the stack here. Put the cursor on its name in a field of the stack.";

/** Answers requests that change a technology: rename, and the command that asks for version and host too. */
export function serveTechnologies({ connection, requests, client }: Server): void {
  const edit = (
    current: Current,
    position: Position,
    change: TechnologyChange,
  ): WorkspaceEdit | ResponseError<never> => {
    if (change.name === "") return refusal("The new name is empty; expected the name of a technology.");
    if (/[\r\n]/.test(change.name))
      return refusal("The new name has several lines; expected the name of a technology.");
    const found = changeTechnology(current.analysis, position, change);
    if (!found) return refusal(NOTHING);
    return toAnnotatedEdit(current, groupsOf(current, found), client);
  };
  if (client.prepareRename) {
    connection.onPrepareRename((params, token) =>
      // An error leaves the place to other providers, such as the editor's own for headings and links.
      requests.edit<{ range: Range; placeholder: string }>(params, token, ({ analysis }) => {
        const found = technologyAt(analysis, params.position);
        return found ? { range: found.range, placeholder: found.name } : refusal(NOTHING);
      }),
    );
    connection.onRenameRequest((params, token) =>
      requests.edit<WorkspaceEdit>(params, token, (current) =>
        technologyAt(current.analysis, params.position)
          ? edit(current, params.position, readChange(params.newName))
          : refusal(NOTHING),
      ),
    );
  }
  connection.onRequest(TECHNOLOGIES, (params: DocumentParams, token) =>
    requests.show(params, token, [], ({ analysis }) => changeableParts(analysis)),
  );
  connection.onRequest<TechnologyChoicesResult, never>(TECHNOLOGY_CHOICES, (params: TechnologyChoicesParams, token) =>
    requests.show<TechnologyChoicesResult>(
      params,
      token,
      null,
      ({ analysis }) => technologyChoices(analysis, params.position) ?? null,
    ),
  );
  connection.onRequest(CHANGE_TECHNOLOGY, (params: ChangeTechnologyParams, token) =>
    requests.edit<ChangeTechnologyResult>(params, token, (current) => {
      const change = edit(current, params.position, params.change);
      return "message" in change ? change : { edit: change, version: current.version };
    }),
  );
}

function groupsOf(
  { analysis: { document } }: Current,
  { own, mentions }: NonNullable<ReturnType<typeof changeTechnology>>,
): AnnotatedEdits[] {
  return [
    {
      label: "Technology stack",
      description: "The field with its version and host",
      confirm: false,
      edits: toTextEdits(document, own),
    },
    {
      label: "Other mentions",
      description: "Look at each before it is changed",
      confirm: true,
      edits: toTextEdits(document, mentions),
    },
  ];
}
