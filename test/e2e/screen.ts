// What a suite can see and do on VS Code's screen. The extension host has no screen; the launcher, which holds the page,
// acts for it. Selectors are Playwright's: CSS, `text=...`, `>>` chains.
import { act } from "./connection.ts";
import { SCREEN_VARIABLE } from "./protocol.ts";

/**
 * VS Code's screen. Every action waits for its element as a user would and throws an Error when it doesn't appear in
 * time. With a desktop VS Code there is no screen to drive: skip such tests there with
 * `before(function () { if (!screen.available) this.skip(); })`.
 */
export const screen = {
  /** Whether the screen can be driven. */
  get available(): boolean {
    return process.env[SCREEN_VARIABLE] === "1";
  },

  /** Saves a picture of the whole window as test-results/screens/`name`.png. */
  async screenshot(name: string): Promise<void> {
    await act({ do: "screenshot", name });
  },

  /** Presses a key or a combination in Playwright's spelling, such as `Control+Shift+M` or `Escape`. */
  async press(keys: string): Promise<void> {
    await act({ do: "press", keys });
  },

  /** Types text into whatever has the focus. */
  async type(text: string): Promise<void> {
    await act({ do: "type", text });
  },

  /** Clicks the first element that matches. */
  async click(selector: string): Promise<void> {
    await act({ do: "click", selector });
  },

  /** Waits until the first matching element is visible, or until no matching element is. */
  async waitFor(selector: string, state: "visible" | "hidden" = "visible"): Promise<void> {
    await act({ do: "waitFor", selector, state });
  },

  /**
   * The visible text of each element that matches at this moment, with VS Code's no-break spaces as ordinary ones.
   * It doesn't wait: call {@link screen.waitFor} first, or use {@link screen.untilTexts}.
   */
  async texts(selector: string): Promise<string[]> {
    return act({ do: "texts", selector });
  },

  /** The colour, weight, slant and text of each element that matches at this moment. */
  async colours(selector: string): Promise<string[]> {
    return act({ do: "colours", selector });
  },

  /**
   * Reads the texts of the matching elements until they are as wanted, and returns them.
   *
   * @throws Error with the last texts when they are not as wanted in time.
   */
  async untilTexts(selector: string, wanted: (texts: string[]) => boolean, limitMs = 15_000): Promise<string[]> {
    const end = Date.now() + limitMs;
    for (;;) {
      const texts = await screen.texts(selector);
      if (wanted(texts)) return texts;
      if (Date.now() > end) throw new Error(`${selector} still reads ${JSON.stringify(texts)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  },
};
