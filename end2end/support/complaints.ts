// What goes wrong behind what a page shows, for whoever reads of a test that failed.

import type { Page, TestInfo } from '@playwright/test';

/** Everything that this page says on its console, and what nobody caught, from now on. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.stack ?? error.message}`));
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  return complaints;
}

/** Adds a text to what is kept of a test, if it failed. */
export async function attachIfFailed(testInfo: TestInfo, name: string, body: string): Promise<void> {
  if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach(name, { body, contentType: 'text/plain' });
}
