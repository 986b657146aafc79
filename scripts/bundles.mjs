/** How esbuild makes each bundle. Markdown is imported as text, so that the template travels inside the bundles. */
export const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  loader: { ".md": "text" },
  logLevel: "warning",
};

/** What ships in the extension. */
export const product = [
  { entryPoints: { extension: "client/src/extension.ts" }, external: ["vscode"] },
  { entryPoints: { server: "server/src/lsp/node.ts" } },
  { entryPoints: { cli: "server/src/cli/main.ts" }, banner: { js: "#!/usr/bin/env node" } },
];

/** What only a developer's machine needs: scripts, and the suites that run inside VS Code's extension host. */
export const development = [
  {
    entryPoints: { "scripts/start": "scripts/start.ts", "test/e2e/run": "test/e2e/run.ts" },
    external: ["playwright-core", "@sparticuz/chromium", "@vscode/test-electron"],
  },
  {
    entryPoints: { "test/e2e/suite": "test/e2e/suite/index.ts", "test/e2e/without": "test/e2e/without.ts" },
    external: ["vscode", "mocha"],
  },
];
