import type { CodeLens, CompletionItem, DocumentSymbol, Hover, SymbolInformation } from "vscode-languageserver";
import { approvalLenses } from "../features/approval/lenses.ts";
import { completions } from "../features/completion.ts";
import { foldings } from "../features/folding.ts";
import { hover } from "../features/hover.ts";
import { symbols } from "../features/symbols.ts";
import { toCodeLens, toCompletionItem, toDocumentSymbol, toHover, toSymbolInformation } from "./convertViews.ts";
import type { Server } from "./server.ts";

/** Answers what an editor asks for while somebody reads and types. */
export function serveEditing({ connection, requests, client }: Server): void {
  connection.onCompletion((params, token) =>
    requests.show<CompletionItem[] | null>(params, token, null, ({ analysis }) =>
      completions(analysis, params.position).map((one) => toCompletionItem(one, client)),
    ),
  );
  connection.onHover((params, token) =>
    requests.show<Hover | null>(params, token, null, ({ analysis }) =>
      toHover(hover(analysis, params.position), client),
    ),
  );
  connection.onDocumentSymbol((params, token) =>
    requests.show<DocumentSymbol[] | SymbolInformation[] | null>(params, token, null, ({ analysis, uri }) => {
      const found = symbols(analysis);
      return client.hierarchicalSymbols
        ? found.map(toDocumentSymbol)
        : found.flatMap((symbol) => toSymbolInformation(uri, symbol));
    }),
  );
  if (client.commands) {
    connection.onCodeLens((params, token) =>
      requests.show<CodeLens[] | null>(params, token, null, ({ analysis, uri }) =>
        approvalLenses(analysis).map((lens) => toCodeLens(uri, lens)),
      ),
    );
  }
  connection.onFoldingRanges((params, token) =>
    requests.show(params, token, null, ({ analysis }) => foldings(analysis)),
  );
}
