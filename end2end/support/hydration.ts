// A page that the server rendered looks ready before it is: its buttons do nothing until the program in it runs.

import { expect, type Page } from '@playwright/test';

/** Waits until the page is alive. */
export async function expectAlive(page: Page): Promise<void> {
  await expect(page.locator('body'), 'the page is alive').toHaveAttribute('data-hydrated', /.*/);
}
