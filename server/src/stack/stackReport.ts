import type { StackArea, StackChoice, StandardStack } from "./stack.ts";
import type { Technology } from "./technology.ts";

/** What was understood of the document of a standard stack, in Markdown: each area, the rest, and what was left out. */
export function stackReport(stack: StandardStack): string {
  const { source, date, minimums, limits, llm, grounds, approvers, skipped } = stack;
  const readFrom = source ?? "the built-in standard stack";
  const areas = stack.areas.flatMap(areaLines);
  const none = ["No area of the stack was recognised, so no technology is checked against it.", ""];
  const versions = minimums.map(({ technology, version, line }) => `- ${technology.name} ${version}${at(line)}`);
  const bounds = limits.map((one) => `- ${one.technology.name}: fewer than ${one.below} ${one.measure}${at(one.line)}`);
  const models = llm
    ? [
        ...(llm.internal ? [`- Inside the team: ${llm.internal}`] : []),
        ...(llm.tools.length > 0 ? [`- Tools of the team: ${names(llm.tools)}`] : []),
        ...(llm.client ? [`- For clients: ${llm.client}`] : []),
      ]
    : [];
  const deviations = [
    ...(approvers.length > 0 ? [`- Approved by: ${approvers.join(", ")}`] : []),
    ...grounds.map((ground) => `- Ground: ${ground}`),
  ];
  const lines = [
    ...["# The standard stack in use", "", `Read from: ${readFrom}${date ? `, last changed ${date}` : ""}`, ""],
    ...(areas.length > 0 ? areas : none),
    ...section("Minimum versions", versions),
    ...section("Limits", bounds),
    ...section("Language models", models),
    ...section("Deviations", deviations),
    ...section(
      "Not understood",
      skipped.map(({ title, line }) => `- ${title}${at(line)}`),
    ),
  ];
  return lines.join("\n");
}

function areaLines({ title, line, choices }: StackArea): string[] {
  return [
    ...[`## ${title}`, "", `Line ${line + 1}.`, ""],
    ...choices.flatMap((choice, i) => choiceLines(choice, i === 0)),
    "",
  ];
}

function choiceLines(choice: StackChoice, isDefault: boolean): string[] {
  const { technologies, languages, hosting, useWhen, reasons, line } = choice;
  const mark = isDefault ? ", the default" : "";
  return [
    `- **${choice.title}**${mark}${at(line)}`,
    `  - Technologies: ${names(technologies)}`,
    ...(languages.length > 0 ? [`  - Languages: ${names(languages)}`] : []),
    ...(hosting.length > 0 ? [`  - Runs on: ${names(hosting)}`] : []),
    ...useWhen.map((one) => `  - Use when: ${one}`),
    ...reasons.map((one) => `  - Why: ${one}`),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [`## ${title}`, "", ...lines, ""] : [];
}

function names(technologies: readonly Technology[]): string {
  return technologies.map((technology) => technology.name).join(", ");
}

/** A line as editors count it. */
function at(line: number): string {
  return ` (line ${line + 1})`;
}
