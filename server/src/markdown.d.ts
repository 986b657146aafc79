/** Markdown files are bundled as text, see scripts/bundles.mjs. */
declare module "*.md" {
  const text: string;
  export default text;
}
