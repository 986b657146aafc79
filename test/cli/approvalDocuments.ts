import { readFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith, type Outcome, run } from "./harness.ts";

/** The record of what was asked for in the documents below. */
export const RECORD =
  '<!-- mechanism-approval: {"mission":"Booking","area":"Database","standard":["PostgreSQL"],"actual":["MongoDB"],"date":"2026-01-20"} -->\n';

/** A document with one deviation whose approval has this line, with this record behind it. */
export function documentWith(approval: string, record = "", actual = "MongoDB"): string {
  return `# MECHANISM: Booking

## Technology Stack

### Database

**Type:** ${actual}

## Technology Deviations

### Deviation 1: Database

**Standard:** PostgreSQL
**Actual:** ${actual}
**Reason:** The client runs it | since 2019
**Approved By:** ${approval}
${record}
## Notes

Text.
`;
}

/** Asked for on 2026-01-20. */
export const ASKED = documentWith("Pending – requested from NLR on 2026-01-20", RECORD);

/** Nobody was asked. */
export const DRAFTED = documentWith("NLR on [date]");

const TWO_STACK = `# MECHANISM: Booking 🚲

## Technology Stack

### Backend

**Framework:** Laravel

### Database

**Type:** MongoDB

## Technology Deviations
`;

/** Two deviations with emoji in front of them, both without a day. */
export const TWO = `${TWO_STACK}
### 🐘 Deviation 1: Backend

**Standard:** FastAPI
**Actual:** Laravel
**Reason:** The client's team writes PHP
**Approved By:** NLR on [date]

### 🍃 Deviation 2: Database

**Standard:** PostgreSQL
**Actual:** MongoDB
**Reason:** The client runs it
**Approved By:** NLR on [date]
`;

/** The same two as bulleted fields under headings without numbers. */
export const BULLETED = `${TWO_STACK}
### Deviation: Backend

- **Standard:** FastAPI
- **Actual:** Laravel
- **Reason:** The client's team writes PHP
- **Approved By:** NLR on [date]

### Deviation: Database

- **Standard:** PostgreSQL
- **Actual:** MongoDB
- **Reason:** The client runs it
- **Approved By:** NLR on [date]
`;

/** One of them in the template's fenced form. */
export const FENCED = `# MECHANISM: Booking

## Technology Stack

### Database

**Type:** MongoDB

## Technology Deviations

\`\`\`
Deviation 1: Database

Standard: PostgreSQL
Actual: MongoDB
Reason: The client runs it
Approved By: NLR on [date]
\`\`\`

## Notes

Text.
`;

/** Runs a command in a folder with one document, and gives its output with the document afterwards. */
export async function changed(text: string, ...argv: string[]): Promise<Outcome & { readonly text: string }> {
  const cwd = folderWith({ "MECHANISM.md": text });
  const outcome = await run(argv, { cwd });
  return { ...outcome, text: readFileSync(join(cwd, "MECHANISM.md"), "utf8") };
}
