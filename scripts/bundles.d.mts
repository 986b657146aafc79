import type { BuildOptions } from "esbuild";

export const common: BuildOptions;
export const product: readonly BuildOptions[];
export const development: readonly BuildOptions[];
