// Fails if what ships is larger than planned: an editor reads all of it when it starts. Runs behind `npm run package`.
import { statSync } from "node:fs";

/** In bytes: what there is, and room for some more rules. Who needs more writes down why. */
const BUDGETS = {
  "dist/extension.js": 540_000,
  "dist/server.js": 1_060_000,
  "scopelock-mechanism.vsix": 600_000,
};

let isOver = false;
for (const [file, budget] of Object.entries(BUDGETS)) {
  const { size } = statSync(file);
  const kilobytes = (bytes) => `${Math.round(bytes / 1000)} KB`;
  console.log(`${file}: ${kilobytes(size)} of ${kilobytes(budget)}`);
  if (size <= budget) continue;
  isOver = true;
  console.error(`${file} is ${kilobytes(size - budget)} over its budget; see what \`esbuild --analyze\` lists.`);
}
process.exitCode = isOver ? 1 : 0;
