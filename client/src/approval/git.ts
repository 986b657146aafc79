import * as vscode from "vscode";

/** What VS Code's Git extension knows about a file, as far as we need it. */
export interface GitFacts {
  /** Where the file can be read by others, at the commit that they have; nothing if they don't have it. */
  readonly origin?: { readonly remote: string; readonly commit: string; readonly path: string };
  /** The user's name in Git. */
  readonly user?: string;
}

/** The part of the Git extension's interface that is used here; it is documented as stable. */
interface GitApi {
  getRepository(uri: vscode.Uri): GitRepository | null;
}

interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD?: {
      readonly commit?: string;
      readonly ahead?: number;
      readonly upstream?: { readonly remote: string };
    };
    readonly remotes: readonly { readonly name: string; readonly fetchUrl?: string }[];
  };
  getConfig(key: string): Promise<string>;
}

/** Asks VS Code's Git extension about a file; no answer is an answer too. */
export async function gitFactsOf(uri: vscode.Uri): Promise<GitFacts> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>("vscode.git");
  if (!extension?.isActive) return {};
  try {
    const repository = extension.exports.getAPI(1).getRepository(uri);
    if (!repository) return {};
    const user = await repository.getConfig("user.name").catch(() => "");
    const origin = originOf(repository, uri);
    return { ...(origin ? { origin } : {}), ...(user === "" ? {} : { user }) };
  } catch {
    // Git can be switched off, or be another version than we know: then there is no link.
    return {};
  }
}

function originOf({ rootUri, state }: GitRepository, uri: vscode.Uri): GitFacts["origin"] {
  const { HEAD, remotes } = state;
  // A commit that only this machine has leads nobody anywhere.
  if (!HEAD?.commit || !HEAD.upstream || (HEAD.ahead ?? 0) > 0) return undefined;
  const remote = remotes.find((one) => one.name === HEAD.upstream?.remote)?.fetchUrl;
  const root = rootUri.path.endsWith("/") ? rootUri.path : `${rootUri.path}/`;
  if (remote === undefined || !uri.path.startsWith(root)) return undefined;
  return { remote, commit: HEAD.commit, path: uri.path.slice(root.length) };
}
