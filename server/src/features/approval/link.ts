/** Where a document is kept, as Git knows it. */
export interface Origin {
  /** The address of the remote repository, as Git has it. */
  readonly remote: string;
  readonly commit: string;
  /** From the root of the repository, with `/`. */
  readonly path: string;
}

/** Hosts whose pages of files at a commit are known, by a word in the name of the host. */
const PAGES: readonly { readonly host: RegExp; readonly before: string }[] = [
  { host: /(?:^|\.)github\./, before: "blob" },
  { host: /(?:^|\.)gitlab\./, before: "-/blob" },
  { host: /(?:^|\.)bitbucket\.org$/, before: "src" },
];

/** `https://user:password@host/owner/name.git`, `ssh://git@host:22/owner/name`, and `git@host:owner/name.git`. */
const REMOTE =
  /^(?:(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:@]+)(?::\d+)?\/|(?:[^@/:]+@)?([^/:@]+):(?!\/))(.+?)(?:\.git)?\/?$/;

/** The page that shows a document at a commit; nothing for hosts whose pages are not known. Never holds a password. */
export function documentLink({ remote, commit, path }: Origin): string | undefined {
  const match = REMOTE.exec(remote);
  const host = match?.[1] ?? match?.[2];
  const page = PAGES.find((one) => host !== undefined && one.host.test(host));
  if (!page || !match?.[3] || commit === "") return undefined;
  return `https://${host}/${encodePath(match[3])}/${page.before}/${commit}/${encodePath(path)}`;
}

function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
