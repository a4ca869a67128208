// The Sessions page: what is live now, what is to come, and what was.

import { expect } from '@playwright/test';

import { expectAlive } from '../support/hydration.ts';
import { Place } from './place.ts';

export class Sessions extends Place {
  readonly heading = this.page.getByRole('heading', { level: 1, name: 'Sessions' });
  readonly newSession = this.page.getByRole('main').getByRole('link', { name: 'New session' }).first();
  readonly live = this.page.getByRole('region', { name: 'Live now' });
  readonly upcoming = this.page.getByRole('region', { name: 'Upcoming' });
  readonly past = this.page.getByRole('region', { name: 'Past' });
  readonly calendar = this.page.getByRole('region', { name: 'Your sessions in your calendar' });
  readonly dialog = this.page.getByRole('dialog');
  /** The code as it is drawn, cell by cell. */
  readonly code = this.page.getByRole('img', { name: /^Code: / });
  readonly start = this.dialog.getByRole('button', { name: 'Start live session' });
  readonly makeCode = this.dialog.getByRole('button', { name: 'Make a new code' });
  readonly joinNow = this.dialog.getByRole('link', { name: 'Join session now' });

  async open(): Promise<this> {
    await this.page.goto('/sessions');
    await expect(this.heading).toBeVisible();
    await expectAlive(this.page);
    return this;
  }

  /** A session in one of the lists. */
  row(list: 'live' | 'upcoming' | 'past', title: string) {
    return this[list].getByRole('listitem').filter({ has: this.page.getByRole('heading', { name: title }) });
  }

  /** The way in to a live one. */
  join(title: string) {
    return this.live.getByRole('link', { name: `Join session now: ${title}` });
  }

  /** Opens what else can be done with an upcoming one, and chooses. */
  async choose(title: string, what: string): Promise<void> {
    await this.page.getByRole('button', { name: `More for ${title}` }).click();
    await this.page.getByRole('link', { name: what, exact: true }).click();
  }

  /** Begins an upcoming one in the dialog, and gives the code as somebody would write it down. */
  async startLive(title: string): Promise<string> {
    await this.upcoming.getByRole('link', { name: `Start live session: ${title}` }).click();
    await expect(this.dialog.getByRole('heading', { name: `Start “${title}” now?` })).toBeVisible();
    await this.start.click();
    return this.readCode();
  }

  /** The code that is shown. */
  async readCode(): Promise<string> {
    await expect(this.code).toBeVisible();
    return (await this.code.innerText()).replace(/\s/g, '').replace('–', '-');
  }
}
