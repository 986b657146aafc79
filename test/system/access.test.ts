import { describe, expect, it } from "vitest";
import { readRoleFields } from "../../server/src/system/access.ts";
import type { Entity, EntityField, Named } from "../../server/src/system/entities.ts";
import { service } from "../support/service.ts";

const AUTHORIZATION = ["## Security Approach", "", "### Authorization", ""];

/** The roles that an authorization section lists, checked against the text at their places. */
function roles(...lines: string[]): string[] {
  const text = ["# MECHANISM: Booking", "", ...AUTHORIZATION, ...lines, ""].join("\n");
  const analysis = service.analyse(text);
  return analysis.context.system.permissionRoles.map(({ name, span, chunk }) => {
    expect(analysis.document.chunks[chunk]?.facts.text.slice(span.start, span.end)).toBe(name);
    return name;
  });
}

describe("the roles of the permissions", () => {
  it.each<[string, string[], string[]]>([
    ["a list below the label", ["**Permissions:**", "- user: Can read", "- admin: Can do all"], ["user", "admin"]],
    [
      "the label with a colon behind it, decorated and marked up names",
      ["**Permissions**:", "- 🛒 buyer: Can buy", "- **🛠️ Admin:** all", "- `auditor`: reads", "- **Clerk** – files"],
      ["buyer", "Admin", "auditor", "Clerk"],
    ],
    [
      "nested lists",
      ["- **Permissions:**", "  - **owner:**", "    - edit: own", "    - delete: own", "  - guest: reads"],
      ["owner", "guest"],
    ],
    [
      "items without a colon",
      ["**Permissions:**", "- admins can do all", "- editor", "- a sentence that names nobody"],
      ["admins", "editor"],
    ],
    [
      "several roles in one item",
      ["**Permissions:**", "- manager, admin: all", "- clerk / cook: some"],
      ["manager", "admin", "clerk", "cook"],
    ],
    ["a remark behind the name", ["**Permissions:**", "- editor (new): writes"], ["editor"]],
    [
      "a table with a role column",
      ["**Permissions:**", "", "| Role | Can |", "|---|---|", "| `user` | read, write |", "| dock_crew | check in |"],
      ["user", "dock_crew"],
    ],
    [
      "a table below a sentence",
      ["**Permissions:** as follows.", "", "The desk decides.", "", "| Role | Can |", "|---|---|", "| user | read |"],
      ["user"],
    ],
    ["a table without the label", ["| Role | Can |", "|---|---|", "| user | read |"], ["user"]],
    [
      "a table with the roles in its head",
      [
        "**Permissions:**",
        "",
        "| May | skipper | clerk |",
        "|---|---|---|",
        "| see free berths, prices | ✓ | read |",
        "| change roles | – | – |",
      ],
      ["skipper", "clerk"],
    ],
    [
      "a table of which nobody can tell",
      ["**Permissions:**", "", "| | view | edit |", "|---|---|---|", "| admin | ✓ | ✓ |"],
      [],
    ],
    ["a table of something else", ["| Route | Limit |", "|---|---|", "| /x | 5 |"], []],
    ["the template's brackets", ["**Permissions:**", "- clerk: Can [a, b]", "- [Role 2]: Can [refund]"], ["clerk"]],
    [
      "the template's example",
      ["**Access Control:** RBAC", "", "**Example:**", "- user: Can view their own data, create orders"],
      [],
    ],
    ["not applicable", ["N/A – one person uses it"], []],
    ["a list that isn't about permissions", ["**Access Control:** RBAC", "", "- Sessions: 12 hours"], []],
  ])("in %s", (_, lines, expected) => expect(roles(...lines)).toEqual(expected));

  it("in a section that is called like the list", () => {
    const text = "# MECHANISM: Booking\n\n## Security\n\n### Permissions\n\n- user: reads\n- admin: all\n";
    expect(service.analyse(text).context.system.permissionRoles.map((one) => one.name)).toEqual(["user", "admin"]);
  });
});

/** The values of the field that stands first below a table's heading with that name, checked against the text. */
function values(fieldName: string, type: string, ...lines: string[]): string[] {
  const text = [
    "# MECHANISM: Booking",
    "",
    "## Database Schema",
    "",
    "### Tables/Collections",
    "",
    "#### Table: users",
    "",
    ...lines,
    "",
  ].join("\n");
  const { document, alignment, readings } = service.analyse(text);
  const chunk = document.chunks.findIndex((one) => one.facts.text.includes("users"));
  const facts = document.chunks[chunk]?.facts;
  const section = alignment.sections.find((one) => one.chunk === chunk);
  const start = facts?.text.indexOf(fieldName, facts.text.indexOf("users") + 5) ?? -1;
  if (!facts || !section || start < 0) throw new Error("There is no such field.");
  const at: Named = { name: fieldName, span: { start, end: start + fieldName.length } };
  const field: EntityField = { ...at, type, text: "", primary: false, unique: false, references: undefined };
  const entity: Entity = {
    ...at,
    chunk,
    section,
    source: "entry",
    graph: false,
    qualifier: "",
    fields: [field],
    complete: true,
    indexes: [],
  };
  return readRoleFields(readings, [entity]).flatMap((one) =>
    one.values.map((value) => {
      expect(document.chunks[value.chunk]?.facts.text.slice(value.span.start, value.span.end)).toBe(value.name);
      return value.name;
    }),
  );
}

describe("the values of a role field", () => {
  it.each<[string, string[]]>([
    ["- `role`: ENUM('user', 'admin') DEFAULT 'user' - see Authorization", ["user", "admin"]],
    ["- role: ENUM('user','admin')", ["user", "admin"]],
    ["- `role`: STRING - one of `singer`, `conductor`, `admin`", ["singer", "conductor", "admin"]],
    ["- role: text, one of guest, staff or admin; changed by hand", ["guest", "staff", "admin"]],
    ["- role – one of guest, staff, admin", ["guest", "staff", "admin"]],
    ["- **role:** enum (user, admin) NOT NULL", ["user", "admin"]],
    ["- role: 'user' | 'admin'", ["user", "admin"]],
    ["- role: VARCHAR(20) DEFAULT 'user' CHECK (role IN ('user', 'admin'))", ["user", "admin"]],
    ["- role: VARCHAR(20), the person's role (user or admin)", ["user", "admin"]],
    ["- role: Single select: Kiosk staff, Owner", []],
    ["- role: Single select (crew, owner)", ["crew", "owner"]],
    ["| role | ENUM('skipper','clerk') | ✓ | | default `skipper` |", []],
    ["- role: VARCHAR(20) (FK, nullable)", []],
    ["- role: text, such as `user`, `admin`", []],
    ["- role: text, e.g. user, admin", []],
    ["- role: ENUM('user', 'admin', …)", []],
    ["- role: UUID - refers to roles", []],
    ["- role: VARCHAR(255) NOT NULL", []],
  ])("are read from %s", (line, expected) => {
    if (line.startsWith("|"))
      expect(values("role", "", "| Field | Type | Required | Key | Note |", "|---|---|---|---|---|", line)).toEqual([
        "skipper",
        "clerk",
      ]);
    else expect(values("role", "", line)).toEqual(expected);
  });

  it("are read from a cell of a table, and never across cells", () => {
    const head = ["| Field | Type | Note |", "|---|---|---|"];
    expect(values("role", "", ...head, "| role | `text` | `user` |")).toEqual([]);
    expect(values("role", "", ...head, "| role | text | `user` \\| `admin` |")).toEqual(["user", "admin"]);
  });

  it("are read from the enum that its type names", () => {
    const prisma = [
      "```prisma",
      "model User {",
      "  role Role @default(USER)",
      "}",
      "",
      "enum Role {",
      "  USER // all",
      "  ADMIN",
      "}",
      "```",
    ];
    expect(values("role", "Role", ...prisma)).toEqual(["USER", "ADMIN"]);
    const sql = [
      "```sql",
      "CREATE TYPE staff_role AS ENUM ('cook', 'host');",
      "CREATE TABLE staff (",
      "  role staff_role NOT NULL",
      ");",
      "```",
    ];
    expect(values("role", "staff_role", ...sql)).toEqual(["cook", "host"]);
  });

  it("are read from a check of the table", () => {
    const sql = [
      "```sql",
      "CREATE TABLE staff (",
      "  role text NOT NULL,",
      "  CONSTRAINT known CHECK (role IN ('cook', 'host'))",
      ");",
      "```",
    ];
    expect(values("role", "text", ...sql)).toEqual(["cook", "host"]);
  });

  it("are read from fields whose name ends so, and from no other", () => {
    expect(values("staffRole", "", "- staffRole: ENUM('cook', 'host')")).toEqual(["cook", "host"]);
    expect(values("user_role", "", "- user_role: ENUM('cook', 'host')")).toEqual(["cook", "host"]);
    expect(values("status", "", "- status: ENUM('open', 'done')")).toEqual([]);
    expect(values("role_id", "", "- role_id: ENUM('open', 'done')")).toEqual([]);
  });
});

/** What an endpoint's authentication calls those who may use it; `!` behind what it calls a role. */
function asked(value: string): string[] {
  const text = `# MECHANISM: Booking\n\n## API Design\n\n### Endpoints\n\n#### POST /v1/x\n\n**Authentication:** ${value}\n`;
  const { document, context } = service.analyse(text);
  return context.system.endpointRoles.map(({ name, span, chunk, called }) => {
    expect(document.chunks[chunk]?.facts.text.slice(span.start, span.end)).toBe(name);
    return `${name}${called ? "!" : ""}`;
  });
}

describe("the roles that an endpoint asks for", () => {
  it.each<[string, string[]]>([
    ["Required (admin)", ["admin"]],
    ["Required (admin, or `field_officer`)", ["admin", "field_officer"]],
    ["Required (role `admin`, or the cron job's key)", ["admin!"]],
    ["Required (roles `buyer`, `admin`)", ["buyer!", "admin!"]],
    ["😀 Required (role: admin)", ["admin!"]],
    ["Required", []],
    ["Required (refresh cookie, no header)", []],
    ["Required (JWT, admin)", []],
    ["Required (the role of the caller)", []],
    ["Required / Optional / None", []],
  ])("are read from %s", (value, expected) => expect(asked(value)).toEqual(expected));
});
