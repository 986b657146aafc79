// Runs inside a VS Code that doesn't have the extension, and keeps what is to be compared.
import { writeFile } from "node:fs/promises";
import { COLOURED, coloursOf, settled } from "./colours.ts";
import { disconnect, tell } from "./connection.ts";
import { COLOURS_VARIABLE } from "./protocol.ts";
import { screen } from "./screen.ts";

/** Captures the colours; VS Code calls it as the entry of a suite. */
export async function run(): Promise<void> {
  try {
    const colours: Record<string, readonly string[]> = {};
    for (const file of screen.available ? COLOURED : []) colours[file] = await coloursOf(file, settled());
    await writeFile(process.env[COLOURS_VARIABLE] ?? "", JSON.stringify(colours));
    await tell({ type: "result", result: { passed: 1, failures: 0 } });
  } catch (error) {
    await tell({
      type: "output",
      text: `The colours can't be captured: ${error instanceof Error ? error.stack : error}`,
    });
    await tell({ type: "result", result: { passed: 0, failures: 1 } });
  }
  await disconnect();
}
