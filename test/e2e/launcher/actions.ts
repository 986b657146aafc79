// Carries out on VS Code's page what the suite asks for.
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { ScreenAction } from "../protocol.ts";

const ELEMENT_LIMIT_MS = 15_000;

/**
 * Does one action on the page and returns the texts read, if the action reads any.
 *
 * @param pictures The folder for screenshots.
 * @throws Error by Playwright when no element appears in time.
 */
export async function perform(page: Page, pictures: string, action: ScreenAction): Promise<string[]> {
  const timeout = ELEMENT_LIMIT_MS;
  switch (action.do) {
    case "screenshot":
      await page.screenshot({ path: join(pictures, `${action.name.replace(/[^\w.-]+/g, "-").slice(0, 100)}.png`) });
      return [];
    case "press":
      await page.keyboard.press(action.keys);
      return [];
    case "type":
      await page.keyboard.type(action.text);
      return [];
    case "click":
      await page.locator(action.selector).first().click({ timeout });
      return [];
    case "waitFor":
      await waitFor(page, action.selector, action.state, timeout);
      return [];
    case "texts": {
      const texts = await page.locator(action.selector).allInnerTexts();
      return texts.map(plain);
    }
    case "colours":
      return (await looksOf(page, action.selector)).map(plain);
  }
}

/** The colour, weight, slant and text of each element. */
async function looksOf(page: Page, selector: string): Promise<string[]> {
  return page.locator(selector).evaluateAll((elements) =>
    elements.map((element) => {
      const { color, fontWeight, fontStyle } = element.ownerDocument.defaultView.getComputedStyle(element);
      return `${color} ${fontWeight} ${fontStyle} ${element.textContent}`;
    }),
  );
}

/** A text as its author wrote it: VS Code shows spaces as no-break spaces. */
function plain(text: string): string {
  return text.replaceAll("\u00a0", " ");
}

async function waitFor(page: Page, selector: string, state: "visible" | "hidden", timeout: number): Promise<void> {
  const seen = page.locator(selector).filter({ visible: true }).first();
  await seen.waitFor({ state: state === "visible" ? "visible" : "detached", timeout });
}
