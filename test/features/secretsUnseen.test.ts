import { describe, expect, it } from "vitest";
import { codeActions } from "../../server/src/features/codeActions.ts";
import { displayedDiagnostics } from "../../server/src/features/diagnostics.ts";
import { fixesOf } from "../../server/src/features/fixes.ts";
import { hover } from "../../server/src/features/hover.ts";
import { namedParts } from "../../server/src/features/navigation/namedParts.ts";
import { outline } from "../../server/src/features/outline.ts";
import { symbols } from "../../server/src/features/symbols.ts";
import { withFakes } from "../support/fakeSecrets.ts";
import { analyse } from "../support/service.ts";

const SECRET = withFakes("{{fake:github}}");

/** A document that has the secret wherever a finding, a card or a list quotes what stands there. */
const TEXT = `# MECHANISM: Booking

**Mission:** Booking ${SECRET}

## Technology Stack

### Database

**Type:** PostgreSQL ${SECRET} OR MySQL
**Version:** [${SECRET}]

## Database Schema

### Tables/Collections

#### Table: users

**Fields:**
- \`id\`: UUID (primary key) ${SECRET}

### Relationships

users → orders: ${SECRET}

## API Design

### Endpoints

#### \`GET /api/boats\`

**Purpose:** ${SECRET}

## External Integrations

### Stripe ${SECRET}

**Purpose:** ${SECRET}

## Security Approach

### Authentication

**Method:** ${SECRET} TBD

## Notes

See \`docs/${SECRET}.md\`, \`users\` and \`GET /api/boats\`.

\`\`\`json
{ ${SECRET} }
\`\`\`
`;

describe("a secret in a document", () => {
  const analysis = analyse(TEXT, "handoff");
  const { lines } = analysis.document;

  it("is found", () => {
    expect(analysis.findings.some((finding) => finding.rule === "secret-pasted")).toBe(true);
  });

  it("is in no message, and in no title of a fix", () => {
    const whole = { start: lines.positionAt(0), end: lines.positionAt(TEXT.length) };
    const shown = [
      displayedDiagnostics(analysis),
      analysis.findings.flatMap((finding) => fixesOf(analysis, finding).map((fix) => fix.title)),
      codeActions(analysis, whole).map(({ title, diagnostics }) => ({ title, diagnostics })),
      outline(analysis).openItems,
    ];
    expect(JSON.stringify(shown)).not.toContain(SECRET);
  });

  it("is in no card and beside no symbol", () => {
    const cards = [...TEXT.matchAll(/users|GET/g)].map(({ index }) => hover(analysis, lines.positionAt(index + 1)));
    const details = JSON.stringify(
      symbols(analysis).map(function detail(one): unknown {
        return [one.detail, one.children.map(detail)];
      }),
    );
    expect(cards.filter((card) => card !== undefined).length).toBeGreaterThan(1);
    expect(JSON.stringify([cards, namedParts(analysis)]) + details).not.toContain(SECRET);
  });
});
