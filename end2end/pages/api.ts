// The page of the public API.

import type { Locator } from '@playwright/test';

import { expectAlive } from '../support/hydration.ts';
import { Place } from './place.ts';

export class Api extends Place {
  readonly contents = this.page.getByRole('navigation', { name: 'On this page' });
  readonly makeToken = this.page.getByRole('link', { name: 'Make an access token' });

  async open(): Promise<this> {
    await this.page.goto('/api');
    await expectAlive(this.page);
    return this;
  }

  /** One operation, by what it is called. */
  operation(name: string): Locator {
    return this.page.getByRole('article', { name, exact: true });
  }

  async copyCommand(name: string): Promise<string> {
    await this.page.getByRole('button', { name: `Copy the command: ${name}`, exact: true }).click();
    await this.operation(name).getByRole('status').filter({ hasText: 'Command copied' }).waitFor();
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  async showRefusals(name: string): Promise<void> {
    await this.operation(name).getByText('Refusals').click();
  }
}
