import type { ApprovalConfig, ByGlob, Config, RuleSetting, StandingApproval } from "./config.ts";
import { isDate } from "./dates.ts";
import { globProblem } from "./globs.ts";
import { entries, object } from "./objects.ts";
import type { Profile, Severity } from "./settings.ts";
import { choice, either, list, map, placed, type Shape, text, wholeNumber, YES_OR_NO } from "./shapes.ts";

/*
 * The configuration file, described once: it is read by this, and the JSON schema is made from this.
 *
 * By glob: `{ "archive/**": "archived", "**": "draft" }`. The first glob that matches a document holds; a glob that
 * matches a folder holds for everything in it. Globs are relative to the folder of the configuration file that is nearest
 * to the document, also those of files that it extends, so that a shared file works wherever it is extended. Paths are
 * relative to the file that writes them.
 */

/** The shape of a file for an engine that has these rules. */
export function configShape(ruleIds: readonly string[]): Shape<FileContent> {
  return object<FileContent>(
    {
      $schema: { shape: text("the address of a JSON schema"), about: "The JSON schema of this file, for editors." },
      extends: {
        shape: oneOrList(placed(text("a path")), "a list of paths"),
        about:
          "Other configuration files to start from, relative to this file. Later ones win over earlier ones, and this file wins over all of them.",
      },
      files: {
        shape: oneOrList(glob, "a list of globs"),
        about:
          "Which files are documents, relative to this file's folder. In the editor files of the setting mechanism.files that are none of these are left alone. By default **/MECHANISM.md.",
      },
      ignore: {
        shape: oneOrList(glob, "a list of globs"),
        about: "Files and folders that searches leave out. What .gitignore names is left out anyway.",
      },
      template: { shape: text("a path"), about: "The template that documents follow, relative to this file." },
      stack: {
        shape: text("a path"),
        about: "The document that describes the standard stack, relative to this file.",
      },
      profile: {
        shape: profile,
        about:
          'How strictly documents are judged: one profile for all, or by glob, such as { "archive/**": "archived", "**": "draft" }; the first glob that matches holds.',
      },
      rules: {
        shape: rules(ruleIds),
        about: "What is wanted of each rule: a severity, off, or an object with overrides by glob.",
      },
      approvers: {
        shape: list(text("a name"), "a list of names"),
        about: "Who may approve a technology outside the standard stack.",
      },
      approval: { shape: approval, about: "How approvals are asked for and recorded." },
      standingApprovals: {
        shape: list(standingApproval, "a list of approvals"),
        about: "Technology outside the standard stack that was approved once for many missions.",
      },
      confidentialNames: {
        shape: list(text("a name", nameProblem), "a list of names"),
        about: "Names, such as those of clients, that may stand in the document of that name and in no other.",
      },
    },
    { expected: "an object" },
  );
}

/** What is written in a file: the configuration, and what only editors look at. */
export type FileContent = Config & { readonly $schema?: string };

const glob = text("a glob", globProblem);

const PROFILES = choice<Profile>({
  draft: "While the document is written: what is open is a warning.",
  handoff: "When the document is handed off: what is open is an error.",
  archived: "The document is only kept: nothing is reported.",
});

const SEVERITIES = choice<Severity | "off">({
  error: "Must be repaired.",
  warning: "Should be repaired.",
  information: "Worth knowing.",
  hint: "Hardly visible in an editor.",
  off: "Not reported.",
});

const profile: Shape<readonly ByGlob<Profile>[]> = either(
  map(PROFILES, (value) => [{ glob: "**", value }]),
  byGlob(PROFILES, "an object of globs and profiles"),
  "object",
);

const ruleSetting: Shape<RuleSetting> = either(
  map(SEVERITIES, (severity): RuleSetting => ({ severity, overrides: [] })),
  map(
    object<{ severity?: Severity | "off"; overrides?: readonly ByGlob<Severity | "off">[] }>(
      {
        severity: { shape: SEVERITIES, about: "The severity where no override matches. Without it, the rule's own." },
        overrides: {
          shape: byGlob(SEVERITIES, "an object of globs and severities"),
          about: "Severities by glob; the first glob that matches holds.",
        },
      },
      { expected: 'an object with "severity" and "overrides"' },
    ),
    ({ severity, overrides }): RuleSetting => ({ severity, overrides: overrides ?? [] }),
  ),
  "object",
);

const date = text("a date as year-month-day", dateProblem, { format: "date", pattern: "^\\d{4}-\\d{2}-\\d{2}$" });

const approval: Shape<ApprovalConfig> = object<ApprovalConfig>(
  {
    patienceDays: {
      shape: wholeNumber("a number of days"),
      about: "After so many days without an answer a request is overdue; 3 by default.",
    },
    email: { shape: text("an e-mail address", emailProblem), about: "The address that e-mails with requests go to." },
    repository: {
      shape: text("a repository as owner/name", repositoryProblem),
      about: "The repository on GitHub whose issues are requests, such as agency/approvals.",
    },
    evidence: { shape: YES_OR_NO, about: "Whether an approval needs a link that shows it; false by default." },
  },
  { expected: 'an object with "patienceDays", "email", "repository" or "evidence"' },
);

/** Of no use with a part that can't be read: without its last day, say, an approval would hold longer than was granted. */
const standingApproval: Shape<StandingApproval> = object<StandingApproval>(
  {
    technology: { shape: text("a name"), about: "The technology that is approved.", required: true },
    area: { shape: text("a name"), about: "The area of the stack that it is approved for; without it, every area." },
    by: { shape: text("a name"), about: "Who approved it.", required: true },
    date: { shape: date, about: "When it was approved, as year-month-day.", required: true },
    scope: { shape: text("text"), about: "What it is approved for, in words." },
    until: { shape: date, about: "The last day on which it holds, as year-month-day; without it, for good." },
  },
  { expected: 'an object with "technology", "by" and "date"', whole: true },
);

function oneOrList<Item>(item: Shape<Item>, expected: string): Shape<readonly Item[]> {
  const one: Shape<readonly Item[]> = map(item, (value) => [value]);
  return either(one, list(item, expected), "array");
}

function byGlob<Value>(value: Shape<Value>, expected: string): Shape<readonly ByGlob<Value>[]> {
  const problem = (name: string): string | undefined => {
    const wrong = globProblem(name);
    return wrong === undefined ? undefined : `"${name}" is not a glob: ${wrong}.`;
  };
  return map(entries({ problem }, value, expected), (all) => all.map(([name, one]) => ({ glob: name, value: one })));
}

function rules(ruleIds: readonly string[]): Shape<ReadonlyMap<string, RuleSetting>> {
  const known = new Set(ruleIds);
  const problem = (id: string): string | undefined =>
    known.has(id) ? undefined : `There is no rule "${id}"; expected the id of a rule, as findings show it.`;
  return map(
    entries({ problem, names: ruleIds }, ruleSetting, "an object of rules and severities"),
    (all) => new Map(all),
  );
}

function dateProblem(value: string): string | undefined {
  return isDate(value) ? undefined : "that is not a date";
}

function nameProblem(value: string): string | undefined {
  return value.trim().length < 3 ? "a name has three letters at least" : undefined;
}

function emailProblem(value: string): string | undefined {
  return /^[^\s@?&#/]+@[^\s@?&#/]+$/.test(value) ? undefined : "that is not an e-mail address";
}

function repositoryProblem(value: string): string | undefined {
  return /^[\w.-]+\/[\w.-]+$/.test(value) ? undefined : "that is not a repository";
}
