// A tab that another one covers. Browsers without a window keep every tab visible, so the page is told.

import type { Page } from '@playwright/test';

/** Has the page believe that nobody, or somebody, can see it. */
export async function show(page: Page, visible: boolean): Promise<void> {
  await page.evaluate((visible) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => !visible });
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (visible ? 'visible' : 'hidden'),
    });
    document.dispatchEvent(new Event('visibilitychange'));
  }, visible);
}
