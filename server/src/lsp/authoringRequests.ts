import type { ResponseError } from "vscode-languageserver";
import {
  type AuthoredEdit,
  hasField,
  ignore,
  insert,
  insertable,
  markNotApplicable,
  type Part,
  removeExamples,
} from "../features/authoring.ts";
import { placeholders } from "../features/placeholders.ts";
import { scaffold } from "../features/scaffold.ts";
import { templateReport } from "../features/templateReport.ts";
import { stackReport } from "../stack/stackReport.ts";
import type { Current } from "./openDocuments.ts";
import { OutlineReports } from "./outlineReports.ts";
import {
  type DocumentParams,
  type EditResult,
  FILES,
  type FilesParams,
  IGNORE,
  type IgnoreParams,
  INSERT,
  INSERTABLE,
  type InsertParams,
  NOT_APPLICABLE,
  type NotApplicableParams,
  OUTLINE,
  type OutlineParams,
  type OutlineResult,
  type PageParams,
  type PageResult,
  PLACEHOLDERS,
  REMOVE_EXAMPLES,
  SCAFFOLD,
  type ScaffoldParams,
  STACK,
  TEMPLATE,
} from "./protocol.ts";
import { refusal } from "./requests.ts";
import type { Server } from "./server.ts";

/** Answers our own requests: what a document holds by the template, and edits that its author asks for. */
export function serveAuthoring({ connection, requests, workspace, host }: Server): void {
  const outlines = new OutlineReports(host.session);
  connection.onRequest<OutlineResult, never>(OUTLINE, (params: OutlineParams, token) =>
    requests.showFound<OutlineResult>(params, token, null, ({ uri, analysis }) =>
      outlines.report(uri, analysis, params.previousResultId),
    ),
  );
  connection.onRequest(PLACEHOLDERS, (params: DocumentParams, token) =>
    requests.show(params, token, [], ({ analysis }) => placeholders(analysis)),
  );
  connection.onRequest(INSERTABLE, (params: DocumentParams, token) =>
    requests.show(params, token, [], ({ analysis }) => insertable(analysis)),
  );
  connection.onRequest(SCAFFOLD, async ({ mission, uri }: ScaffoldParams) => {
    const { service, policy } = await workspace.basisAt(uri ?? `${workspace.folders[0] ?? ""}/`);
    return scaffold(service.schema, { mission, today: host.today(), stackDate: policy.stack.date });
  });
  connection.onRequest(STACK, async ({ uri }: PageParams): Promise<PageResult> => {
    const { policy } = await workspace.basisAt(uri ?? `${workspace.folders[0] ?? ""}/`);
    return { markdown: stackReport(policy.stack) };
  });
  connection.onRequest(TEMPLATE, async ({ uri }: PageParams): Promise<PageResult> => {
    const { schema, origin } = (await workspace.basisAt(uri ?? `${workspace.folders[0] ?? ""}/`)).service;
    return { markdown: templateReport(schema, origin.source, origin.inherited) };
  });
  connection.onRequest(FILES, ({ uri }: FilesParams) => workspace.filesAround(uri));
  connection.onRequest(INSERT, (params: InsertParams, token) =>
    requests.edit<EditResult | null>(params, token, (current) => {
      return isKnown(current, params) ? answer(current, insert(current.analysis, partOf(params))) : unknownPart(params);
    }),
  );
  connection.onRequest(NOT_APPLICABLE, (params: NotApplicableParams, token) =>
    requests.edit<EditResult | null>(params, token, (current) => {
      if (!isKnown(current, params)) return unknownPart(params);
      const edit = answer(current, markNotApplicable(current.analysis, partOf(params), params.reason));
      return edit ?? refusal("This part has no heading or label of its own to write it under; mark it by hand.");
    }),
  );
  connection.onRequest(IGNORE, (params: IgnoreParams, token) =>
    requests.edit<EditResult | null>(params, token, (current) =>
      answer(current, ignore(current.analysis, params.rule, params.range, params.reason)),
    ),
  );
  connection.onRequest(REMOVE_EXAMPLES, (params: DocumentParams, token) =>
    requests.edit<EditResult | null>(params, token, (current) => answer(current, removeExamples(current.analysis))),
  );
}

function answer({ version }: Current, edit: AuthoredEdit | undefined): EditResult | null {
  return edit ? { ...edit, version } : null;
}

function partOf({ path, field, range }: InsertParams): Part {
  return { path, ...(field === undefined ? {} : { field }), ...(range === undefined ? {} : { at: range.start }) };
}

function isKnown({ analysis }: Current, { path, field }: InsertParams): boolean {
  const section = analysis.alignment.schema.sections.find((one) => one.path === path);
  return section !== undefined && (field === undefined || hasField(section, field));
}

function unknownPart({ path, field }: InsertParams): ResponseError<never> {
  return refusal(
    field === undefined
      ? `The template has no section "${path}".`
      : `The template has no field "${field}" in "${path}".`,
  );
}
