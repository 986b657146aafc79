import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linesOf } from "../../server/src/document/lines.ts";
import type { Analysis } from "../../server/src/features/analysis.ts";
import { addressOf, type Channel } from "../../server/src/features/approval/channels.ts";
import { noteRequested, recordDecision, withdraw } from "../../server/src/features/approval/decisions.ts";
import { readReplies, replyLine } from "../../server/src/features/approval/reply.ts";
import { approvalRequest } from "../../server/src/features/approval/request.ts";
import { deviationById } from "../../server/src/features/approval/states.ts";
import { applyEdits } from "../../server/src/features/fixes.ts";
import type { Edit } from "../../server/src/rules/rule.ts";
import { recordComment } from "../../server/src/stack/record.ts";
import { analyse, TODAY } from "../support/service.ts";

const ID = "Deviation 1: Database";

const NASTY = fc.constantFrom(
  "-->",
  "<!--",
  "--!>",
  "`",
  "```",
  "~~~",
  "|",
  "\n",
  "\r\n",
  "\r",
  "\u2028",
  "## x",
  "**",
  "*",
  "[",
  "](",
  "<a href='",
  "<?",
  "<![CDATA[",
  "</div>",
  "&lt;!--",
  "🚲",
  "\\",
  '"',
  "'",
  "C# & 100 % + ü",
  "- 2026-01-01: x",
  " – ",
  "[date]",
  "TBD",
  "\u0000",
  "\ud83d",
  "\udeb2",
);
const CODE_UNIT = fc.nat(0xffff).map((code) => String.fromCharCode(code));
/** What people type, paste, or break on the way. */
const texts = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: NASTY },
      fc.string({ maxLength: 8 }),
      fc.string({ unit: CODE_UNIT, maxLength: 4 }),
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(""));

/** The three shapes of an entry whose approval stands before other fields. */
const SHAPES: readonly ((approval: string) => string)[] = [
  (approval) =>
    `### ${ID}\n\n**Approved By:** ${approval}\n**Standard:** PostgreSQL\n**Actual:** MongoDB \`7\`\n**Reason:** The "client's" [runs](https://a.example) it -->\n`,
  (approval) =>
    `### ${ID}\n\n- **Approved By:** ${approval}\n- **Standard:** PostgreSQL\n- **Actual:** MongoDB \`7\`\n- **Reason:** The "client's" [runs](https://a.example) it -->\n`,
  (approval) =>
    `\`\`\`\n${ID}\n\nApproved By: ${approval}\nStandard: PostgreSQL\nActual: MongoDB \`7\`\nReason: The "client's" [runs](https://a.example) it -->\n\`\`\`\n`,
];
const shapes = fc.constantFrom(...SHAPES);
const eols = fc.constantFrom("\n", "\r\n");

function documentWith(entry: string, eol: string, mission = "Booking"): string {
  const text = `# MECHANISM: Booking\n\n**Mission:** MISSION\n\n## Technology Deviations\n\n${entry}\n## Notes\n\nBehind it \`all\`.\n`;
  return text.replaceAll("\n", eol).replace("MISSION", () => mission);
}

function applied(analysis: Analysis, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start);
  for (const [i, edit] of sorted.entries()) {
    expect(edit.span.start).toBeGreaterThanOrEqual(sorted[i - 1]?.span.end ?? 0);
  }
  return applyEdits(analysis.document, edits);
}

/** What an entry says besides its approval. */
function fieldsOf(analysis: Analysis): (string | undefined)[] {
  const found = deviationById(analysis, ID);
  return [found?.standard?.text, found?.actual?.text, found?.reason?.text];
}

const FIELDS = ["PostgreSQL", "MongoDB `7`", `The "client's" [runs](https://a.example) it -->`];
const letters = (text: string): string => (text.match(/[\p{L}\p{N}]/gu) ?? []).join("");

describe("a record", () => {
  it("is read from its document as it was written, whatever is in it", () => {
    const names = fc.array(texts, { maxLength: 3 });
    fc.assert(
      fc.property(texts, texts, names, names, shapes, eols, (mission, area, standard, actual, shape, eol) => {
        const record = { mission, area, standard, actual, date: TODAY };
        const entry = `${shape("NLR on 2026-02-01")}${recordComment(record)}\n`;
        const analysis = analyse(documentWith(entry, eol));
        expect(deviationById(analysis, ID)?.record?.value).toEqual(record);
        expect(fieldsOf(analysis)).toEqual(FIELDS);
      }),
      { numRuns: 200 },
    );
  });
});

describe("a note", () => {
  it("stays on its line, hides nothing behind it, and is kept with its decision", () => {
    fc.assert(
      fc.property(texts, texts, shapes, eols, (note, by, shape, eol) => {
        const text = documentWith(shape("Pending – requested from NLR on 2026-01-20"), eol);
        const analysis = analyse(text);
        expect(fieldsOf(analysis)).toEqual(FIELDS);
        const decision = {
          decision: "rejected",
          by: letters(by) === "" ? "NLR" : "Bo",
          date: "2026-01-31",
          note,
        } as const;
        const decided = applied(analysis, recordDecision(analysis, ID, decision));
        const again = analyse(decided);
        expect(linesOf(decided).length).toBe(linesOf(text).length + 1);
        expect(fieldsOf(again)).toEqual(FIELDS);
        expect(again.alignment.sections.some((one) => one.schema?.role === "notes")).toBe(true);
        const found = deviationById(again, ID);
        expect(found?.line).toMatchObject({ kind: "rejected", who: decision.by, date: "2026-01-31" });
        expect(letters(found?.line.note ?? "")).toBe(letters(note));
        expect(found?.record?.value.actual).toEqual(["MongoDB"]);
        // Asked again: the decision is a line of its own now, and says the same.
        const { asked, text: request } = approvalRequest(again, [ID], {});
        expect(linesOf(request).filter((line) => line.startsWith("Before: "))).toHaveLength(1);
        const requested = applied(again, noteRequested(again, asked, { approver: "NLR", date: TODAY }));
        const last = analyse(requested);
        expect(fieldsOf(last)).toEqual(FIELDS);
        const [kept, ...others] = deviationById(last, ID)?.earlier ?? [];
        expect(others).toEqual([]);
        expect(kept?.date).toBe("2026-01-31");
        expect(letters(kept?.text ?? "")).toBe(letters(`Rejected by ${decision.by} for MongoDB ${note}`));
      }),
      { numRuns: 300 },
    );
  });
});

describe("an author's text", () => {
  it("loses no line when somebody is asked, and is as before when that is taken back", () => {
    fc.assert(
      fc.property(texts, texts, eols, (reason, mission, eol) => {
        const entry = `### ${ID}\n\n**Standard:** PostgreSQL\n**Actual:** MongoDB\n**Approved By:** NLR on [date]\n**Reason:** REASON\n`;
        const text = documentWith(entry, eol, mission).replace("REASON", () => reason);
        const analysis = analyse(text);
        const found = deviationById(analysis, ID);
        if (found?.approval?.text.trim() !== "NLR on [date]" || found.record) return;
        const { asked, text: request } = approvalRequest(analysis, [ID], {});
        expect(readReplies(request)).toEqual([]);
        const requested = applied(analysis, noteRequested(analysis, asked, { approver: "NLR", date: TODAY }));
        const lines = linesOf(requested);
        for (const line of linesOf(text).filter((one) => !one.includes("NLR on [date]"))) expect(lines).toContain(line);
        const again = analyse(requested);
        if (deviationById(again, ID)?.line.kind !== "requested") return;
        if (!deviationById(again, ID)?.record) return;
        expect(applied(again, withdraw(again, ID))).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});

describe("an address", () => {
  const CONFIG = { email: "approvals@agency.example", repository: "agency/approvals" };
  const LIMITS: Readonly<Record<Channel, number>> = { email: 2000, github: 8000, telegram: 4000 };
  const LINK = "https://github.com/agency/booking/blob/abc/MECHANISM.md";

  it("holds exactly the text, or the link and a word that the rest is to be pasted", () => {
    const channels = fc.constantFrom<Channel>("email", "github", "telegram");
    fc.assert(
      fc.property(texts, texts, channels, fc.nat(400), fc.boolean(), (subject, part, channel, times, isLinked) => {
        const text = `${isLinked ? `${LINK}\n` : ""}Asked\n${part.repeat(times)}`;
        const link = isLinked ? LINK : undefined;
        const { uri, whole } = addressOf(channel, { subject, text, link }, CONFIG);
        expect(uri.length).toBeLessThanOrEqual(LIMITS[channel]);
        expect(uri).toMatch(/^[\w.:/?&=%@~-]+$/);
        const query = Object.fromEntries(
          (uri.split("?")[1] ?? "").split("&").map((one) => one.split("=") as [string, string]),
        );
        const get = (name: string): string => linesOf(decodeURIComponent(query[name] ?? "")).join("\n");
        const body =
          channel === "email" ? get("body") : channel === "github" ? get("body") : `${get("url")}\n${get("text")}`;
        // Half of a character can't be sent.
        const sent = linesOf(text.replace(/\p{Surrogate}/gu, "\ufffd")).join("\n");
        if (whole) expect(body).toBe(sent);
        else {
          expect(body).toContain("The request is on the clipboard: please paste it here.");
          if (isLinked) expect(body).toContain(LINK);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("a reply", () => {
  it("is read from the line that is asked for, and from no text that only happens to be like one", () => {
    const areas = fc.string({ maxLength: 20 }).map((text) => text.replace(/["“”]/g, "").trim());
    const keys = fc.oneof(
      fc.integer({ min: 1, max: 99 }).map((number) => `D${number}`),
      areas.filter((area) => area !== ""),
    );
    fc.assert(
      fc.property(fc.array(keys, { minLength: 1, maxLength: 4 }), (all) => {
        const [reply, ...others] = readReplies(replyLine(all, TODAY));
        expect(others).toEqual([]);
        expect(reply).toEqual({ decision: "approved", keys: all, date: TODAY, by: "", note: "" });
      }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        for (const { decision, date, keys: about } of readReplies(text)) {
          expect(text.toLowerCase()).toMatch(decision === "approved" ? /approve|ok/ : /reject|declin|denied|refused/);
          expect(text).toContain(date);
          expect(about.every((key) => key !== "")).toBe(true);
        }
      }),
    );
  });
});
