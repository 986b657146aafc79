import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../server/src/features/analysis.ts";
import { noteRequested, recordDecision, withdraw } from "../../../server/src/features/approval/decisions.ts";
import { approvalRequest, requestProblems } from "../../../server/src/features/approval/request.ts";
import { approvals, deviationById } from "../../../server/src/features/approval/states.ts";
import { applyEdits, toTextEdits } from "../../../server/src/features/fixes.ts";
import type { Edit } from "../../../server/src/rules/rule.ts";
import { offsetOf } from "../../support/marker.ts";
import { POLICY, service } from "../../support/service.ts";

/** What an entry says at one point of its story. */
interface Said {
  readonly approval: string;
  readonly actual: string;
  /** Decisions before, newest first. */
  readonly earlier: readonly string[];
  /** The comment; empty without one. */
  readonly record: string;
}

/** A way in which authors write an entry. */
interface Shape {
  readonly id: string;
  readonly name: string;
  readonly area: string;
  readonly eol: string;
  /** The document up to the entry; the database is `type`. */
  readonly before: (type: string) => string;
  readonly entry: (said: Said) => string;
  readonly behind: string;
}

const items = (earlier: readonly string[], mark: string): string => earlier.map((one) => `${mark} ${one}\n`).join("");
const line = (text: string): string => (text === "" ? "" : `${text}\n`);

const PARAGRAPHS: Shape = {
  id: "Deviation 1: Database",
  name: "Deviation 1",
  area: "Database",
  eol: "\n",
  before: (type) =>
    `# MECHANISM: 🚲 Booking\n\n## Technology Stack\n\n### Database\n\n**Version:** 7\n**Type:** ${type}\n\n## Technology Deviations\n\n`,
  entry: ({ approval, actual, earlier, record }) =>
    `### Deviation 1: Database\n\n**Standard:** PostgreSQL\n**Actual:** ${actual}\n**Reason:** The client runs it\n**Approved By:** ${approval}\n${items(earlier, "-")}${line(record)}`,
  behind: "\n## Notes\n\nText.\n",
};

const SHAPES: Readonly<Record<string, Shape>> = {
  "fields in a paragraph": PARAGRAPHS,
  "fields in a list": {
    ...PARAGRAPHS,
    entry: ({ approval, actual, earlier, record }) =>
      `### Deviation 1: Database\n\n- **Standard:** PostgreSQL\n- **Actual:** ${actual}\n- **Reason:** The client runs it\n- **Approved By:** ${approval}\n${items(earlier, "  -")}${line(record)}`,
  },
  "the template's fenced form": {
    ...PARAGRAPHS,
    entry: ({ approval, actual, earlier, record }) =>
      `\`\`\`\nDeviation 1: Database\n\nStandard: PostgreSQL\nActual: ${actual}\nReason: The client runs it\nApproved By: ${approval}\n${items(earlier, "-")}\`\`\`\n${line(record)}`,
  },
  "the approval first in its paragraph": {
    ...PARAGRAPHS,
    entry: ({ approval, actual, earlier, record }) =>
      `### Deviation 1: Database\n\n**Approved By:** ${approval}\n${items(earlier, "-")}${earlier.length > 0 ? "\n" : ""}**Standard:** PostgreSQL\n**Actual:** ${actual}\n**Reason:** The client runs it\n${line(record)}`,
  },
  "the approval amid a list": {
    ...PARAGRAPHS,
    entry: ({ approval, actual, earlier, record }) =>
      `### Deviation 1: Database\n\n* **Reason:** The client runs it\n* **Approved By:** ${approval}\n${items(earlier, "  -")}* **Standard:** PostgreSQL\n* **Actual:** ${actual}\n${line(record)}`,
  },
  "CRLF, with emoji in the heading and before": {
    ...PARAGRAPHS,
    id: "Deviation 1: Database 🗄️",
    area: "Database 🗄️",
    eol: "\r\n",
    before: (type) =>
      PARAGRAPHS.before(type).replace("## Technology Dev", "Emoji 🏮🚲 before.\n\n## 🔀 Technology Dev"),
    entry: (said) => PARAGRAPHS.entry(said).replace("### Deviation 1: Database", "### 🔀 Deviation 1: Database 🗄️"),
  },
  "no number, and colons behind the bold": {
    ...PARAGRAPHS,
    id: "Deviation: Database",
    name: '"Deviation: Database"',
    entry: (said) => PARAGRAPHS.entry(said).replaceAll(":**", "**:").replace("Deviation 1:", "Deviation:"),
  },
  "several entries": {
    ...PARAGRAPHS,
    id: "Deviation 2: Database",
    name: "Deviation 2",
    before: (type) =>
      `${PARAGRAPHS.before(type).replace("### Database", "### Backend\n\n**Framework:** Flask 3\n\n### Database")}### Deviation 1: Backend\n\n**Standard:** FastAPI\n**Actual:** Flask\n**Reason:** The client runs it\n**Approved By:** NLR on 2026-01-02\n- 2026-01-01: Rejected by NLR for Flask\n<!-- mechanism-approval: {"mission":"🚲 Booking","area":"Backend","standard":["FastAPI"],"actual":["Flask"],"date":"2026-01-02"} -->\n\n`,
    entry: (said) => PARAGRAPHS.entry(said).replace("Deviation 1:", "Deviation 2:"),
  },
  "values in lists below their labels": {
    ...PARAGRAPHS,
    entry: ({ approval, actual, earlier, record }) =>
      `### Deviation 1: Database\n\n**Standard:**\n\n- PostgreSQL\n\n**Actual:**\n\n- ${actual}\n\n**Reason:**\n\n- The client runs it\n- and pays\n\n**Approved By:**\n\n- ${approval}\n${items(earlier, "-")}${line(record)}`,
  },
  "a bold label with fields for the part of the stack, and the entry last in its file": {
    ...PARAGRAPHS,
    before: (type) =>
      PARAGRAPHS.before(type)
        .replace("### Database\n\n**Version:** 7", "**Database:**\n- **Version:** 7")
        .replace("**Type:**", "- **Type:**"),
    entry: (said) => PARAGRAPHS.entry(said).trimEnd(),
    behind: "",
  },
};

/** A document that goes through its states, and what it is expected to be. */
class Story {
  readonly #shape: Shape;
  /** What is found besides the approval: nothing of that may change on the way. */
  readonly #others: readonly string[];
  #said: Said = { approval: "NLR on [date]", actual: "MongoDB", earlier: [], record: "" };
  #type = "MongoDB";
  #text: string;
  #day = "2026-02-01";

  constructor(shape: Shape) {
    this.#shape = shape;
    this.#text = this.expected;
    this.#others = this.findings(false);
  }

  get expected(): string {
    const { before, entry, behind, eol } = this.#shape;
    return `${before(this.#type)}${entry(this.#said)}${behind}`.replaceAll("\n", eol);
  }

  get analysis(): Analysis {
    return service.analyse(this.#text, { policy: POLICY, today: this.#day });
  }

  findings(aboutDeviations: boolean): string[] {
    const found = this.analysis.findings.map((one) => one.rule);
    return found.filter((rule) => rule.startsWith("deviation-") === aboutDeviations).sort();
  }

  on(day: string): this {
    this.#day = day;
    return this;
  }

  /** The author changes the stack or the entry. */
  writes(change: { readonly type?: string; readonly actual?: string }): this {
    this.#type = change.type ?? this.#type;
    this.#said = { ...this.#said, actual: change.actual ?? this.#said.actual };
    this.#text = this.expected;
    return this;
  }

  request(): this {
    const { analysis } = this;
    const { id } = this.#shape;
    expect(requestProblems(analysis, [id])).toEqual([]);
    const { asked, text } = approvalRequest(analysis, [id], {});
    // Whoever is asked sees what was decided before.
    const quoted = text.split("\n").filter((one) => one.startsWith("Before: "));
    const edits = noteRequested(analysis, asked, { approver: "NLR", date: this.#day });
    this.#apply(edits);
    const earlier = deviationById(this.analysis, id)?.earlier ?? [];
    expect(quoted).toEqual(earlier.map((one) => `Before: ${one.date}: ${one.text}`));
    return this;
  }

  decide(decision: "approved" | "rejected", note = ""): this {
    const { analysis } = this;
    this.#apply(recordDecision(analysis, this.#shape.id, { decision, by: "NLR", date: this.#day, note }));
    return this;
  }

  withdraw(): this {
    this.#apply(withdraw(this.analysis, this.#shape.id));
    return this;
  }

  can(...actions: readonly string[]): this {
    expect(this.#entry.actions).toEqual(actions);
    return this;
  }

  /** Compares the whole text, the state and the findings; what isn't given is as before. */
  is(state: string, rules: readonly string[], said: Partial<Said> = {}): this {
    this.#said = { ...this.#said, ...said };
    expect(this.#text).toBe(this.expected);
    const entry = this.#entry;
    expect([entry.name, entry.area, entry.state]).toEqual([this.#shape.name, this.#shape.area, state]);
    expect(this.findings(true)).toEqual(rules);
    expect(this.findings(false)).toEqual(this.#others);
    const earlier = deviationById(this.analysis, this.#shape.id)?.earlier ?? [];
    expect(earlier.map((one) => `${one.date}: ${one.text}`)).toEqual(this.#said.earlier);
    return this;
  }

  record(date: string, actual = "MongoDB"): string {
    return `<!-- mechanism-approval: {"mission":"🚲 Booking","area":"${this.#shape.area}","standard":["PostgreSQL"],"actual":["${actual}"],"date":"${date}"} -->`;
  }

  get #entry(): ReturnType<typeof approvals>[number] {
    const entry = approvals(this.analysis).find((one) => one.id === this.#shape.id);
    if (!entry) throw new Error(`There is no ${this.#shape.id} in:\n${this.#text}`);
    return entry;
  }

  /** Applies one change, which must be small and can be taken back at once. */
  #apply(edits: readonly Edit[]): void {
    const { document } = this.analysis;
    for (const { span, text } of edits) {
      const gone = document.text.slice(span.start, span.end);
      expect(gone).not.toBe(text);
      // A line as a whole may go; else an edit stays on its line.
      expect(gone.trim()).not.toMatch(/[\r\n]/);
    }
    const changes = toTextEdits(document, edits);
    const after = applyEdits(document, edits);
    let back = after;
    let moved = 0;
    const inverse = changes.map(({ range, newText }) => {
      const start = offsetOf(document.text, range.start);
      const end = offsetOf(document.text, range.end);
      const at = start + moved;
      moved += newText.length - (end - start);
      return { start: at, end: at + newText.length, text: document.text.slice(start, end) };
    });
    for (const { start, end, text } of inverse.reverse()) back = back.slice(0, start) + text + back.slice(end);
    expect(back).toBe(document.text);
    this.#text = after;
  }
}

describe.each(Object.entries(SHAPES))("an entry with %s", (_, shape) => {
  it("goes through all its states and forgets no decision", () => {
    const story = new Story(shape);
    story.is("drafted", ["deviation-not-approved"]).can("request", "record");

    story.request();
    story.is("requested", [], {
      approval: "Pending – requested from NLR on 2026-02-01",
      record: story.record("2026-02-01"),
    });
    story.can("record", "remind", "withdraw").on("2026-02-04").is("requested", []);
    story.on("2026-02-05").is("overdue", ["deviation-overdue"]).can("remind", "record", "withdraw");

    story.decide("rejected", "use PostgreSQL");
    story.is("rejected", ["deviation-rejected-in-use"], {
      approval: "Rejected by NLR on 2026-02-05 – use PostgreSQL",
      record: story.record("2026-02-05"),
    });
    story.can("request").on("2026-02-06").request();
    const rejected = "2026-02-05: Rejected by NLR for MongoDB – use PostgreSQL";
    story.is("requested", [], {
      approval: "Pending – requested from NLR on 2026-02-06",
      earlier: [rejected],
      record: story.record("2026-02-06"),
    });

    story.on("2026-02-07").decide("approved", "only for the pilot");
    story.is("approved", [], {
      approval: "NLR on 2026-02-07 – only for the pilot",
      record: story.record("2026-02-07"),
    });
    story.can().withdraw().is("approved", []);

    story.writes({ type: "DynamoDB" }).is("stale", ["deviation-stale"]).can("request", "record");
    // What was approved must not be asked for again in place of what is used.
    expect(requestProblems(story.analysis, [shape.id])).toEqual([
      `Database is DynamoDB, but ${shape.name} says MongoDB; change its Actual first.`,
    ]);
    story.writes({ actual: "DynamoDB" }).is("stale", ["deviation-stale"]);
    const approved = "2026-02-07: Approved by NLR for MongoDB – only for the pilot";
    story.on("2026-02-08").request();
    story.is("requested", [], {
      approval: "Pending – requested from NLR on 2026-02-08",
      earlier: [approved, rejected],
      record: story.record("2026-02-08", "DynamoDB"),
    });

    story.withdraw().is("drafted", ["deviation-not-approved"], { approval: "NLR on [date]", record: "" });
    story.on("2026-02-09").request();
    story.is("requested", [], {
      approval: "Pending – requested from NLR on 2026-02-09",
      record: story.record("2026-02-09", "DynamoDB"),
    });
    story.on("2026-02-10").decide("approved");
    story.is("approved", [], { approval: "NLR on 2026-02-10", record: story.record("2026-02-10", "DynamoDB") }).can();
  });

  it("is as before when a first request is taken back", () => {
    new Story(shape).request().withdraw().is("drafted", ["deviation-not-approved"]);
  });
});
