import { describe, it } from "vitest";
import { createMechanismService } from "../../server/src/service.ts";
import { check, HEAD, ours, stack } from "../support/completionCheck.ts";

describe("values of a field", () => {
  it("replace the placeholder that the cursor is in", () => {
    check(stack("**Framework:** <|[Next.js / Re<|>act / Vue / etc.]|>\n"), {
      labels: ["Next.js", "React", "Vue"],
      take: "React",
      kind: "value",
      detail: 'Choice of "Framework" in the template',
      result: stack("**Framework:** React\n"),
    });
  });

  it("are offered at both ends of the placeholder", () => {
    check(stack("**Framework:** <|<|>[Next.js / React / Vue / etc.]|>\n"), { labels: ["Next.js", "React", "Vue"] });
    check(stack("**Framework:** <|[Next.js / React / Vue / etc.]<|>|>\n"), { labels: ["Next.js", "React", "Vue"] });
  });

  it("keep the half that is filled already", () => {
    check(stack("**Deployment:** Cloudflare, or <|[Vercel <|>/ Netlify / other]|> later\n"), {
      labels: ["Vercel", "Netlify"],
      result: stack("**Deployment:** Cloudflare, or Vercel later\n"),
    });
  });

  it("fill an empty field, with the space that may lack", () => {
    check(stack("**Deployment:** <|<|>|>\n"), {
      labels: ["Vercel", "Netlify"],
      result: stack("**Deployment:** Vercel\n"),
    });
    check(stack("**Deployment:**<|<|>|>\n"), {
      labels: ["Vercel", "Netlify"],
      result: stack("**Deployment:** Vercel\n"),
    });
    check(stack("**Deployment**: <|<|>|>\n"), {
      labels: ["Vercel", "Netlify"],
      result: stack("**Deployment**: Vercel\n"),
    });
    check(stack("**Deployment:** <|<|>|>"), { labels: ["Vercel", "Netlify"], result: stack("**Deployment:** Vercel") });
  });

  it("go on with what was typed", () => {
    check(stack("**Deployment:** <|ne<|>|>\n"), { labels: ["Netlify"], result: stack("**Deployment:** Netlify\n") });
    check(stack("**Deployment:** fly<|>\n"), { labels: [] });
  });

  it("replace a bracket that was just opened", () => {
    check(stack("**Deployment:** <|[<|>]|>\n"), {
      labels: ["Vercel", "Netlify"],
      result: stack("**Deployment:** Vercel\n"),
    });
    check(stack("**Deployment:** <|[<|>|>\n"), {
      labels: ["Vercel", "Netlify"],
      result: stack("**Deployment:** Vercel\n"),
    });
  });

  it("replace a bracket of the author's own where the template has one", () => {
    check(stack("**Deployment:** <|[ask <|>Mieke]|>\n"), { labels: ["Vercel", "Netlify"] });
  });

  it("are found by the other names of a label", () => {
    check(stack("**Hosting:** <|<|>|>\n"), {
      labels: ["Vercel", "Netlify"],
      detail: 'Choice of "Deployment" in the template',
    });
  });

  it("come without brackets too", () => {
    const entry = (value: string): string =>
      `${HEAD}## API Design\n\n### Endpoints\n\n#### \`GET /v1/papers\`\n\n**Purpose:** List\n\n**Authentication:** ${value}\n`;
    check(entry("<|Required / Opt<|>ional / None|>"), {
      labels: ["Required", "Optional", "None"],
      take: "None",
      result: entry("None"),
    });
    check(entry("<|<|>|>"), { labels: ["Required", "Optional", "None"], result: entry("Required") });
    check(entry("Required, for <|>buyers"), { labels: [] });
  });

  it("stay away from what the author wrote", () => {
    check(stack("**Deployment:** <|>Vercel\n"), { labels: [] });
    check(stack("**Deployment:** Vercel<|>\n"), { labels: [] });
    check(stack("**Deployment:** Vercel <|>\n"), { labels: [] });
    check(stack("**Deployment:** Ver<|>sailles\n"), { labels: [] });
    check(stack("**Deployment:** [Vercel](https<|>://vercel.com)\n"), { labels: [] });
    check(stack("**Deployment:**<|>\nVercel\n"), { labels: [] });
    check(stack("**Deployment:** <|>\n\n- Vercel\n"), { labels: [] });
    check(stack("**Deployment:** <|> <!-- ask -->\n"), { labels: [] });
  });

  it("aren't offered in the label, in a field without choices, or in a label of the author's own", () => {
    check(stack("**Deplo<|>yment:** Vercel\n"), { labels: [] });
    check(stack("**Version:** <|>\n"), { labels: [] });
    check(stack("**Colour:** <|>\n"), { labels: [] });
  });

  it("work in bulleted style", () => {
    check(stack("- **Framework:** Svelte\n- **Deployment:** <|<|>|>\n"), {
      labels: ["Vercel", "Netlify"],
      result: stack("- **Framework:** Svelte\n- **Deployment:** Vercel\n"),
    });
    check(`${HEAD}## Tech Stack\n\n**Frontend:**\n- **Deployment:** <|Ve<|>|>\n`, { labels: ["Vercel"] });
  });

  it("work in list items", () => {
    const data = (body: string): string => `${HEAD}## Security Approach\n\n### Data Protection\n\n${body}\n`;
    check(data("**Password Security:**\n- Hashing: <|[bcrypt /<|> argon2 / etc.]|>"), { labels: ["bcrypt", "argon2"] });
    check(data("**Password Security:**\n- Hashing:<|<|>|>"), {
      labels: ["bcrypt", "argon2"],
      result: data("**Password Security:**\n- Hashing: bcrypt"),
    });
    check(data("**Compliance:**\n- <|[GDPR /<|> HIPAA / PCI-DSS if applicable]|>"), {
      labels: ["GDPR", "HIPAA", "PCI-DSS"],
      detail: 'Choice of "Compliance" in the template',
      result: data("**Compliance:**\n- GDPR"),
    });
    check(data("**Compliance:**\n- GDPR\n<|- <|>|>"), {
      labels: ["HIPAA", "PCI-DSS"],
      result: data("**Compliance:**\n- GDPR\n- HIPAA"),
    });
  });

  it("count columns in UTF-16", () => {
    check(stack("**🧡 Framework:** 𠮷 <|[Next.js / Re<|>act / Vue / etc.]|>\n"), {
      labels: ["Next.js", "React", "Vue"],
    });
    check(stack("**🗄️ Deployment:** <|V<|>|>\n"), { labels: ["Vercel"], result: stack("**🗄️ Deployment:** Vercel\n") });
  });

  it("are escaped as snippets", () => {
    const odd = createMechanismService("# Runbook: [x y]\n\n## Cost\n\n**Price:** [$1 a {month} / free]\n");
    check(
      "# Runbook: a\n\n## Cost\n\n**Price:** <|<|>|>\n",
      {
        labels: ["$1 a {month}", "free"],
        result: "# Runbook: a\n\n## Cost\n\n**Price:** $1 a {month}\n",
      },
      odd,
    );
  });
});

describe("dates", () => {
  const dated = (value: string): string => `# MECHANISM: Booking\n\n**Date Created:** ${value}\n**Mission:** x\n`;

  it("are today's", () => {
    check(dated("<|<|>|>"), { labels: ["2026-02-03"], kind: "date", result: dated("2026-02-03") });
    check(dated("<|YYYY<|>-MM-DD|>"), { labels: ["2026-02-03"], result: dated("2026-02-03") });
    check(dated("<|2026-<|>|>"), { labels: ["2026-02-03"], result: dated("2026-02-03") });
  });

  it("aren't offered in place of another, or where today isn't known", () => {
    check(dated("2025-12-<|>"), { labels: [] });
    check(dated("2026-02-03<|>"), { labels: [] });
    check(dated("<|>"), { labels: [] }, ours, "");
  });
});
