// Fails if what ships is larger than planned: an editor reads all of it when it starts. Runs behind `npm run package`.
import { statSync } from "node:fs";
import { build } from "esbuild";
import { common, product } from "./bundles.mjs";

/** In bytes: what there is, and room for some more rules. Who needs more writes down why. */
const BUDGETS = {
  "dist/extension.js": 540_000,
  "dist/server.js": 1_060_000,
  "scopelock-mechanism.vsix": 600_000,
};

/** How many packages and folders of a bundle that is too large are listed. */
const MOST_LISTED = 15;

for (const [file, budget] of Object.entries(BUDGETS)) {
  const { size } = statSync(file);
  console.log(`${file}: ${kilobytes(size)} of ${kilobytes(budget)}`);
  if (size <= budget) continue;
  process.exitCode = 1;
  console.error(`${file} is ${kilobytes(size - budget)} over its budget.`);
  const bundle = product.find(({ entryPoints }) => Object.keys(entryPoints).some((name) => file === `dist/${name}.js`));
  if (bundle) console.error(await largestInputs(bundle));
}

/** The packages and folders that most of a bundle comes from, a line each. */
async function largestInputs(bundle) {
  const { metafile } = await build({
    ...common,
    ...bundle,
    outdir: "dist",
    minify: true,
    write: false,
    metafile: true,
  });
  const sizes = new Map();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const part = partOf(input);
      sizes.set(part, (sizes.get(part) ?? 0) + bytesInOutput);
    }
  }
  const largest = [...sizes].sort((a, b) => b[1] - a[1]).slice(0, MOST_LISTED);
  return largest.map(([part, size]) => `  ${kilobytes(size).padStart(7)} ${part}`).join("\n");
}

/** The package that a file belongs to, as deep as it is nested; of our own files the folder. */
function partOf(input) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? input.split("/").slice(0, 3).join("/");
}

function kilobytes(bytes) {
  return `${Math.round(bytes / 1000)} KB`;
}
