import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ADVERSARIAL } from "./adversarial.ts";
import { type AdversarialResult, runAdversarial } from "./adversarialRun.ts";
import { buildAll } from "./build.ts";
import { idleServer, ours, type ServerKind } from "./kinds.ts";
import { Parser } from "./parser.ts";
import { type Peers, peers } from "./peers.ts";
import { entriesAt, PLANS, type Plan } from "./plan.ts";
import { PARTS, type Part, race } from "./race.ts";
import { report } from "./report.ts";
import { Results } from "./results.ts";
import { measureStarts } from "./startup.ts";
import { insertTables } from "./write.ts";

const PAGE = "docs/PERFORMANCE.md";

const USAGE = `npm run bench -- [--quick] [--ours] [--only ${PARTS.join("|")}] [--json file] [--write]

  --quick   1x and 10x, few samples, some adversarial documents; peers only if they are installed
  --ours    without peers
  --only    one part; may be given several times
  --json    also writes all figures into a file
  --write   also writes the tables into ${PAGE}
`;

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      ours: { type: "boolean", default: false },
      only: { type: "string", multiple: true },
      json: { type: "string" },
      write: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const unknown = options.only?.find((one) => !PARTS.some((part) => part === one));
  if (unknown !== undefined) throw new Error(`There is no part ${unknown}.\n\n${USAGE}`);
  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }
  if (options.write && (options.quick || options.only))
    throw new Error("The page holds the figures of a whole run: --write goes without --quick and --only.");
  const parts = PARTS.filter((part) => options.only?.includes(part) ?? true);
  const plan = options.quick ? PLANS.quick : PLANS.whole;
  const others: Peers = options.ours ? { kinds: [] } : await peers(!options.quick);
  const notes = [describeMachine(), ...(others.reason === undefined ? [] : [others.reason])];
  say(notes.join(" "));
  // A page without markers should be known before the run, not after it.
  const page = options.write ? await readFile(PAGE, "utf8") : undefined;
  if (page !== undefined) insertTables(page, "");
  const { results, adversarial } = await measure(plan, parts, others.kinds);
  const tables = `${notes.join(" ")}\n\n${report(results, adversarial)}\n`;
  process.stdout.write(tables);
  if (options.json !== undefined)
    await writeFile(
      options.json,
      `${JSON.stringify({ notes, samples: results.samples, adversarial }, undefined, 2)}\n`,
    );
  if (page !== undefined) await writeFile(PAGE, insertTables(page, tables));
}

async function measure(
  plan: Plan,
  parts: readonly Part[],
  others: readonly ServerKind[],
): Promise<{ readonly results: Results; readonly adversarial: readonly AdversarialResult[] }> {
  const built = await buildAll();
  const parser = new Parser(built.parser);
  const results = new Results();
  const adversarial: AdversarialResult[] = [];
  const [push, pull] = ours(built.server);
  const kinds = { push, pull, idle: idleServer(built.idle), others };
  const { folder } = built;
  try {
    // Without other documents, which a server would look at beside.
    const empty = await mkdtemp(join(folder, "empty-"));
    if (parts.includes("start")) {
      say("start");
      await measureStarts([push, ...others], plan.starts, { results, folder: empty });
    }
    for (const size of plan.sizes) {
      const entries = entriesAt(size, kinds, { parts, limitOfPeers: plan.limitOfPeers });
      if (entries.length === 0) continue;
      say(`${size.scale}x`);
      await race(size.scale, entries, size.rounds, { results, parser, folder });
    }
    for (const document of parts.includes("adversarial") ? ADVERSARIAL.filter(plan.isTried) : []) {
      say(document.name);
      adversarial.push(await runAdversarial(push, document, { folder: empty, limit: plan.limit }));
    }
    return { results, adversarial };
  } finally {
    parser.stop();
    await built.remove();
  }
}

/** The shape of the machine, without its name. */
function describeMachine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `Measured with Node ${process.versions.node} on ${process.platform}, ${process.arch}, ${availableParallelism()} cores, ${memory} GB.`;
}

/** Progress goes beside the tables. */
function say(what: string): void {
  process.stderr.write(`${what}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
