import type { Position, ResponseError, WorkspaceEdit } from "vscode-languageserver";
import {
  changeableParts,
  changeTechnology,
  type TechnologyChange,
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

/** Answers requests of the command that changes a technology with its version and host. */
export function serveTechnologies(server: Server): void {
  const { connection, requests } = server;
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
      const change = technologyEdit(server, current, params.position, params.change);
      return "message" in change ? change : { edit: change, version: current.version };
    }),
  );
}

/** The edits that change the technology at a position, or why it can't be changed. */
export function technologyEdit(
  { client }: Server,
  current: Current,
  position: Position,
  change: TechnologyChange,
): WorkspaceEdit | ResponseError<never> {
  if (change.name === "") return refusal("The new name is empty; expected the name of a technology.");
  if (/[\r\n]/.test(change.name)) return refusal("The new name has several lines; expected the name of a technology.");
  const found = changeTechnology(current.analysis, position, change);
  return found ? toAnnotatedEdit(current, groupsOf(current, found), client) : refusal(NOTHING);
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
