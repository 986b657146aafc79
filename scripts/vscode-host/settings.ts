// The user settings of every VS Code that we start.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A VS Code without anything that would move by itself, ask for attention or reach for the network. */
const SETTINGS = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "update.showReleaseNotes": false,
  "workbench.colorTheme": "Default Light Modern",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/**
 * Writes the settings into a fresh user data folder, which VS Code must not have read yet.
 *
 * @throws Error when the folder can't be written.
 */
export async function writeUserSettings(userData: string): Promise<void> {
  const folder = join(userData, "User");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "settings.json"), JSON.stringify(SETTINGS, null, 2));
}
