// Getting around by keyboard alone, as somebody does who has no mouse.

import { expect, type Locator, type Page } from '@playwright/test';

const PATIENCE = 40;

/** Presses Tab until `wanted` has the focus, and checks that one can see that it has. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible();
  const passed: string[] = [];
  for (let presses = 0; presses <= PATIENCE; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) {
      const visible = await wanted.evaluate((element) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        // Where a frame around the field shows the focus, it is the form's or the card's.
        const frame = element.parentElement && getComputedStyle(element.parentElement);
        const shows = (style: Pick<CSSStyleDeclaration, 'outlineStyle' | 'outlineWidth' | 'boxShadow'>) =>
          (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none';
        return shows({ outlineStyle, outlineWidth, boxShadow }) || (frame !== null && shows(frame));
      });
      expect(visible, 'the focus can be seen').toBe(true);
      return;
    }
    await page.keyboard.press('Tab');
    passed.push(
      await page.evaluate(() => {
        const element = document.activeElement;
        return `${element?.tagName} ${element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? ''}`;
      }),
    );
  }
  throw new Error(`Tab does not get there; it passed\n${passed.join('\n')}`);
}

/** Tabs to a button or link and presses it. */
export async function press(page: Page, wanted: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press(key);
}

/** Tabs to a field and types. */
export async function type(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.type(text);
}
