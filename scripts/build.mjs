// Bundles every entry point into dist/.
import { build } from "esbuild";
import { common, development, product } from "./bundles.mjs";

const minify = process.argv.includes("--minify");
const bundles = [...product, ...(minify ? [] : development)];

await Promise.all(bundles.map((bundle) => build({ ...common, ...bundle, outdir: "dist", minify, sourcemap: !minify })));
