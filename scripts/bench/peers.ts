import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { ProtocolConnection } from "vscode-languageserver/node";
import { PULLING, PUSHING, type ServerKind } from "./kinds.ts";

/** Where peers are installed: outside of the package and its dependencies, and ignored by git. */
const FOLDER = resolve(".bench/peers");

/** Exact versions, so that figures of two runs are about the same. */
const PACKAGES: Readonly<Record<string, string>> = {
  "vscode-markdown-languageserver": "0.5.0",
  "markdown-it": "14.1.0",
  "unified-language-server": "4.1.0",
  remark: "15.0.1",
  "remark-gfm": "4.0.1",
  "remark-lint-no-undefined-references": "5.0.2",
};

/** A linter as users of remark have it: the language server of unified, GFM, and one rule that looks at all of a text. */
const REMARK_SERVER = `import { remark } from "remark";
import remarkGfm from "remark-gfm";
import remarkLint from "remark-lint-no-undefined-references";
import { createUnifiedLanguageServer } from "unified-language-server";

createUnifiedLanguageServer({
  configurationSection: "remark",
  processorName: "remark",
  processorSpecifier: "remark",
  defaultProcessor: remark,
  plugins: [remarkGfm, remarkLint],
});
`;

/** All that VS Code checks by itself and on wish. */
const MARKDOWN_SETTINGS = {
  markdown: {
    server: { log: "off" },
    preferredMdPathExtensionStyle: "auto",
    suggest: { paths: { enabled: true, includeWorkspaceHeaderCompletions: "never" } },
    occurrencesHighlight: { enabled: true },
    validate: {
      enabled: true,
      referenceLinks: { enabled: "warning" },
      fragmentLinks: { enabled: "warning" },
      fileLinks: { enabled: "warning", markdownFragmentLinks: "inherit" },
      ignoredLinks: [],
      unusedLinkDefinitions: { enabled: "hint" },
      duplicateLinkDefinitions: { enabled: "warning" },
    },
  },
};

/** The servers that ours is compared with; if there are none, the reason. */
export interface Peers {
  readonly kinds: readonly ServerKind[];
  readonly reason?: string;
}

/**
 * Finds the servers that ours is compared with.
 *
 * @param install whether they may be installed if they aren't there
 */
export async function peers(install: boolean): Promise<Peers> {
  if (!(await areThere())) {
    if (!install) return { kinds: [], reason: "Peers are not installed; a whole run installs them." };
    const failure = await installAll();
    if (failure !== undefined) return { kinds: [], reason: `Peers can't be installed: ${failure}` };
  }
  const remarkServer = join(FOLDER, "remark-server.mjs");
  await writeFile(remarkServer, REMARK_SERVER);
  return { kinds: [markdownServer(), { ...REMARK, args: [remarkServer, "--stdio"] }] };
}

const REMARK: Omit<ServerKind, "args"> = {
  name: "remark on unified-language-server",
  diagnostics: "push",
  capabilities: PUSHING,
};

function markdownServer(): ServerKind {
  return {
    name: "vscode-markdown-languageserver",
    args: [join(FOLDER, "node_modules/vscode-markdown-languageserver/dist/node/workerMain.js"), "--stdio"],
    diagnostics: "pull",
    capabilities: PULLING,
    initializationOptions: { markdownFileExtensions: ["md"] },
    settings: MARKDOWN_SETTINGS,
    answer: answerMarkdownServer,
  };
}

/** What VS Code answers this server: it parses for it with markdown-it, and reads its files. */
function answerMarkdownServer(connection: ProtocolConnection, documents: ReadonlyMap<string, () => string>): void {
  const markdown = markdownIt();
  connection.onRequest("markdown/parse", ({ uri, text }: { readonly uri: string; readonly text?: string }) =>
    markdown.parse(text ?? documents.get(uri)?.() ?? "", {}),
  );
  connection.onRequest("markdown/findMarkdownFilesInWorkspace", () => [...documents.keys()]);
  connection.onRequest("markdown/fs/readFile", () => []);
  connection.onRequest("markdown/fs/readDirectory", () => []);
  connection.onRequest("markdown/fs/stat", () => null);
  connection.onRequest("markdown/fs/watcher/create", () => null);
  connection.onRequest("markdown/fs/watcher/delete", () => null);
}

/** The parser with the options that VS Code gives it. */
function markdownIt(): { parse(text: string, env: object): unknown } {
  const create = createRequire(join(FOLDER, "package.json"))("markdown-it") as (options: object) => {
    parse(text: string, env: object): unknown;
  };
  return create({ html: true });
}

async function areThere(): Promise<boolean> {
  for (const [name, version] of Object.entries(PACKAGES)) {
    const file = join(FOLDER, "node_modules", name, "package.json");
    if (!existsSync(file)) return false;
    const { version: there } = JSON.parse(await readFile(file, "utf8")) as { readonly version: string };
    if (there !== version) return false;
  }
  return true;
}

/** Installs the peers; what went wrong, if anything did. */
async function installAll(): Promise<string | undefined> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, "package.json"), '{ "private": true }\n');
  const wanted = Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`);
  const flags = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"];
  const command = process.platform === "win32" ? "npm.cmd" : "npm";
  const npm = spawn(command, ["install", ...flags, "--prefix", FOLDER, ...wanted], {
    stdio: "ignore",
    shell: process.platform === "win32",
  });
  try {
    const [code] = (await once(npm, "exit")) as [number | null];
    return code === 0 ? undefined : `npm ended with ${code}`;
  } catch (error) {
    return String(error);
  }
}
