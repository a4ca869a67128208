// Whether a call would work from here: the rows, and what they mean together.

import { expect, type Locator } from '@playwright/test';

import { expectAlive } from '../support/hydration.ts';
import { Place } from './place.ts';

export class Check extends Place {
  readonly title = this.page.getByRole('heading', { level: 1, name: 'Check your connection' });
  readonly rows = this.page.getByRole('list', { name: 'What was looked at' }).locator('> li');
  readonly verdict = this.page.getByRole('main').getByRole('status').first();
  readonly devices = this.page.getByRole('button', { name: 'Check camera and microphone' });
  readonly tryAgain = this.page.getByRole('button', { name: 'Try again' });
  readonly turnOff = this.page.getByRole('button', { name: 'Turn them off' });
  readonly again = this.page.getByRole('button', { name: 'Check again' });
  readonly copy = this.page.getByRole('button', { name: /^Copy the result/ });
  readonly picture = this.page.getByRole('region', { name: 'Your camera' }).locator('video');

  async open(): Promise<this> {
    await this.page.goto('/test');
    await expectAlive(this.page);
    return this;
  }

  /** The row of a step. */
  row(title: string): Locator {
    return this.rows.filter({ has: this.page.getByRole('heading', { name: title, exact: true }) });
  }

  /** Waits until nothing is looked at any more, except what waits for a click. */
  async expectDone(): Promise<void> {
    await expect(this.verdict).not.toHaveText('Looking…', { timeout: 60_000 });
  }

  /** What somebody gets who pastes what was copied. */
  async pasted(): Promise<string> {
    await this.copy.click();
    await expect(this.page.getByText('Result copied')).toBeAttached();
    return this.page.evaluate(() => navigator.clipboard.readText());
  }
}
