import { PARTS, Prose } from "./prose.ts";
import { Random } from "./random.ts";
import { operationSection, securitySection, stackSection } from "./sections.ts";

/** What a person fills in for one mission, in characters: the unit of size in all measurements. */
export const CHARACTERS_AT_1X = 25_000;

/**
 * A filled document that is `scale` times as long as that of a usual mission. It grows as real ones do: more tables,
 * endpoints, services and variables, longer lists, and more sections of the author's own; and it has some gaps, so that
 * rules have something to say.
 *
 * @param seed the same one gives the same text
 */
export function missionDocument(scale: number, seed: number): string {
  return new Writer(scale, new Random(seed)).write();
}

const TYPES = [
  "VARCHAR(80) NOT NULL",
  "INTEGER NOT NULL",
  "TEXT",
  "BOOLEAN NOT NULL DEFAULT false",
  "TIMESTAMPTZ NULL",
];

class Writer {
  readonly #random: Random;
  readonly #prose: Prose;
  readonly #lines: string[] = [];

  constructor(scale: number, random: Random) {
    this.#random = random;
    this.#prose = new Prose(scale, random);
  }

  write(): string {
    this.#overview();
    this.#add(...stackSection(this.#prose));
    const tables = this.#schema();
    this.#interface(tables);
    this.#integrations();
    this.#add(...securitySection(this.#prose));
    this.#add(...operationSection(this.#prose));
    this.#notes();
    return this.#lines.join("\n");
  }

  #add(...lines: readonly string[]): void {
    this.#lines.push(...lines, "");
  }

  #overview(): void {
    this.#add(
      "# MECHANISM: Harbour Desk",
      "",
      "**Mission:** Harbour Desk",
      "**Purpose:** High-level architecture, technology choices, and system design",
      "**Date Created:** 2026-01-16",
      "",
      "---",
      "",
      "## Architecture Overview",
      "",
      this.#prose.sentences(4),
      "",
      "**System Components:**",
      ...this.#prose.many(6, (i) => `- **${this.#prose.name(i)} service:** ${this.#prose.sentences(1)}`),
      "",
      "**Data Flow:**",
      "```",
      "[Browser] → [Frontend] → [API] → [Database]",
      "                           └──→ [Worker]",
      "```",
      "",
      "---",
    );
  }

  #schema(): readonly string[] {
    this.#add("## Database Schema", "", this.#prose.sentences(2), "", "### Tables/Collections");
    const tables = this.#prose.many(10, (i) => `${this.#prose.name(i)}s`);
    tables.forEach((table, i) => {
      const parent = i > 0 ? tables[this.#random.below(i)] : undefined;
      this.#add(
        `#### Table: ${table}`,
        "",
        `**Purpose:** ${this.#prose.sentences(1)}`,
        "",
        "**Fields:**",
        "- `id`: UUID (primary key)",
        ...(parent === undefined ? [] : [`- \`${parent}_id\`: UUID NOT NULL - foreign key to \`${parent}\``]),
        ...Array.from(
          { length: 3 + this.#random.below(6) },
          (_, n) => `- \`${PARTS[n % PARTS.length]}_${n}\`: ${this.#random.pick(TYPES)} - ${this.#prose.sentences(1)}`,
        ),
        "- `created_at`: TIMESTAMP - Record creation time",
        "",
        "**Indexes:**",
        "- Primary: `id`",
        ...(parent === undefined || this.#random.below(40) === 0 ? [] : [`- Secondary: \`${parent}_id\``]),
        "",
        "---",
      );
    });
    this.#add(
      "### Relationships",
      "",
      ...this.#prose.many(10, (i) => {
        const parent = tables[this.#random.below(Math.max(1, i))] ?? "";
        return `- \`${parent}\` → \`${tables[i] ?? ""}\`: One-to-many (${this.#prose.sentences(1)})`;
      }),
      "",
      "---",
    );
    return tables;
  }

  #interface(tables: readonly string[]): void {
    this.#add(
      "## API Design",
      "",
      "**Base URL:** `https://api.harbour-desk.example/v1`",
      "",
      "**Authentication:** JWT in an httpOnly cookie, see [Authentication](#authentication)",
      "",
      "### Endpoints",
    );
    this.#prose.many(15, (i) => {
      const table = tables[i % tables.length] ?? "things";
      const isWrite = i % 3 === 0;
      const path = `/v1/${table.replaceAll("_", "-")}${isWrite ? "" : `/{id}/parts-${i}`}`;
      this.#add(
        `#### \`${isWrite ? "POST" : "GET"} ${path}\``,
        "",
        `**Purpose:** ${this.#prose.sentences(1)}`,
        "",
        `**Authentication:** ${i % 15 === 7 ? "Required / Optional / None" : "Required"}`,
        "",
        ...(isWrite ? ["**Request:**", ...this.#json(i)] : []),
        "**Response (Success):**",
        ...this.#json(i),
        "**Response (Error):**",
        "```json",
        '{ "status": 404, "code": "NOT_FOUND" }',
        "```",
        "",
        "---",
      );
    });
  }

  #json(i: number): string[] {
    const items = Array.from(
      { length: 3 },
      (_, n) => `  "${PARTS[(i + n) % PARTS.length]}": "${this.#prose.words(3)}",`,
    );
    return ["```json", "{", ...items, `  "id": ${i}`, "}", "```", ""];
  }

  #integrations(): void {
    this.#add("## External Integrations");
    for (const name of ["Stripe", "Postmark"]) {
      this.#add(
        `### ${name}`,
        "",
        `**Purpose:** ${this.#prose.sentences(1)}`,
        `**Documentation:** https://docs.${name.toLowerCase()}.example`,
        "**Authentication:** API key of the client",
        "**Integration Points:**",
        "- Messages: sent once, repeated after an hour",
        `**Error Handling:** ${this.#prose.sentences(1)}`,
        "**Rate Limits:** 100 requests a second",
      );
    }
  }

  #notes(): void {
    this.#add("## Notes", "", this.#prose.sentences(3));
    this.#prose.many(9, (i) => {
      this.#add(
        `### Remark ${i + 1}: ${this.#prose.words(3)}`,
        "",
        this.#prose.sentences(3),
        "",
        `> ${this.#prose.sentences(1)}`,
      );
      const isFact = i % 4 === 0;
      if (isFact) this.#add("| Thing | Number |", "| --- | --- |", ...this.#rows());
      else this.#add(...Array.from({ length: 4 }, () => `- ${this.#prose.sentences(1)} See \`GET /v1/plans\`. 🚢`));
    });
  }

  #rows(): string[] {
    return Array.from({ length: 5 }, () => `| ${this.#prose.words(2)} | ${this.#random.below(900)} |`);
  }
}
