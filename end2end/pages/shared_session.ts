// Shared sessions: the way in by six characters, and the session.

import { expect } from '@playwright/test';

import { expectAlive } from '../support/hydration.ts';
import { Place } from './place.ts';

export class SharedSession extends Place {
  readonly name = this.page.getByRole('textbox', { name: 'Your name' });
  readonly box = this.page.getByRole('textbox', { name: 'Join a shared session' });
  readonly join = this.page.getByRole('button', { name: 'Join', exact: true });
  readonly start = this.page.getByRole('button', { name: 'Start a shared session' });
  readonly wrong = this.page.getByRole('alert').filter({ hasText: 'No shared session has this code now' });
  readonly title = this.page.getByRole('heading', { level: 1 });
  readonly people = this.page.getByRole('list', { name: 'People' }).getByRole('listitem');
  readonly notices = this.page.getByRole('log');
  readonly timeLeft = this.page.getByRole('timer');
  readonly connected = this.page.getByRole('status').filter({ hasText: 'Connected' });
  readonly dialog = this.page.getByRole('dialog', { name: 'Share code' });
  readonly leave = this.page.getByRole('button', { name: 'Leave' });
  readonly again = this.page.getByRole('link', { name: 'Start or join another' });

  async open(path = '/shared-session'): Promise<this> {
    await this.page.goto(path);
    await expectAlive(this.page);
    return this;
  }

  /** Begins one. */
  async begin(name: string): Promise<void> {
    await this.name.fill(name);
    await this.start.click();
    await this.expectInside();
  }

  /** Comes in by its code. */
  async enter(code: string, name: string): Promise<void> {
    await this.name.fill(name);
    await this.box.fill(code);
    await this.join.click();
    await this.expectInside();
  }

  async expectInside(): Promise<void> {
    await expect(this.title).toHaveText('You are together');
    await expectAlive(this.page);
    await expect(this.connected).toBeVisible();
  }

  /** Copies the code from the large view of it. */
  async copyCode(): Promise<string> {
    await this.page.getByRole('button', { name: 'Show the code' }).click();
    await this.dialog.getByRole('button', { name: 'Copy code' }).click();
    await expect(this.dialog.getByRole('status').filter({ hasText: 'Code copied' })).toBeAttached();
    await this.dialog.getByRole('button', { name: 'Close' }).click();
    return this.page.evaluate(() => navigator.clipboard.readText());
  }
}
