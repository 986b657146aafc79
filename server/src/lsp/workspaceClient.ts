import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  MessageType,
  ShowMessageNotification,
} from "vscode-languageserver";
import { CONFIG_NAME } from "../config/config.ts";
import type { WorkspaceClient } from "./basisReader.ts";
import type { ClientSupport } from "./clientSupport.ts";
import { SOURCE, toSeverity } from "./convert.ts";
import { errorText } from "./requests.ts";

/** The section of our settings in the client's. */
const SECTION = "mechanism";

/** Documents, and the files around them that documents refer to. */
const AROUND: readonly string[] = ["**/*.md", "**/docs/**", "**/.gitignore"];

/** Shows a sentence that needs no answer; the connection's own method would ask for one. */
export function showWarning(connection: Connection, message: string): void {
  // A client that is gone reads no messages.
  void connection
    .sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message })
    .catch(() => undefined);
}

/** A client that may be asked to register what it watches once it is initialized. */
export interface RegisteringClient extends WorkspaceClient {
  start(): void;
  /** Whether documents are read with a file: a configuration, a template, or a document about the standard stack. */
  isReadWith(uri: string): boolean;
}

/** How long settings are waited for. */
const SETTINGS_WITHIN_MS = 3_000;

/**
 * Settings, messages and watched files by way of the connection.
 *
 * @param wait resolves after some milliseconds
 * @param changed is called when settings are others, or files, with their URIs
 */
export function workspaceClient(
  connection: Connection,
  client: ClientSupport,
  wait: (milliseconds: number) => Promise<void>,
  changed: (uris?: readonly string[]) => Promise<void>,
): RegisteringClient {
  const watched = new Set<string>();
  let pushed: unknown;
  /** Settings that came when nobody waited for them any more, by folder: whoever asks next gets them. */
  const late = new Map<string | undefined, unknown>();
  const newest = new Map<string | undefined, Promise<unknown>>();
  let isReady = false;
  const register = (name: string): void => registerAll([`**/${name}`]);
  const registerAll = (globs: readonly string[]): void => {
    const watchers = globs.map((globPattern) => ({ globPattern }));
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(logged);
  };
  const logged = (error: unknown): void => connection.console.error(errorText(error));
  connection.onDidChangeWatchedFiles(({ changes }) => changed(changes.map(({ uri }) => uri)).catch(logged));
  connection.onDidChangeConfiguration(({ settings }) => {
    pushed = (settings as { readonly [SECTION]?: unknown } | null | undefined)?.[SECTION];
    return changed().catch(logged);
  });
  return {
    start() {
      isReady = true;
      watched.add(CONFIG_NAME);
      if (client.watchFiles) watched.forEach(register);
      if (client.watchFiles) registerAll(AROUND);
      if (client.watchConfiguration)
        void connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION }).catch(logged);
    },
    async settings(scopeUri) {
      if (!client.configuration) return pushed;
      if (late.has(scopeUri)) {
        const settings = late.get(scopeUri);
        late.delete(scopeUri);
        return settings;
      }
      const item = { section: SECTION, ...(scopeUri === undefined ? {} : { scopeUri }) };
      const asked: Promise<unknown> = connection.workspace.getConfiguration(item).catch(logged);
      newest.set(scopeUri, asked);
      // A client that doesn't answer must not keep its user from being served: the defaults hold until it does.
      const inTime = await Promise.race([asked.then((settings) => ({ settings })), wait(SETTINGS_WITHIN_MS)]);
      if (inTime) return inTime.settings;
      void asked.then((settings) => {
        // Who was asked again since then says something newer.
        if (newest.get(scopeUri) !== asked) return undefined;
        late.set(scopeUri, settings);
        return changed().catch(logged);
      });
      return undefined;
    },
    isReadWith(uri) {
      return [...watched].some((name) => uri.endsWith(name));
    },
    tell: (message) => showWarning(connection, message),
    failed: logged,
    report(uri, problems) {
      const diagnostics = problems.map(({ range, message }) => ({
        range,
        message,
        severity: toSeverity("warning"),
        source: SOURCE,
      }));
      void connection.sendDiagnostics({ uri, diagnostics }).catch(logged);
    },
    watch(name) {
      if (!client.watchFiles || watched.has(name)) return;
      watched.add(name);
      if (isReady) register(name);
    },
  };
}
