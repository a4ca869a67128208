// People and settings, for admins.

import { expect } from '@playwright/test';

import { expectAlive } from '../support/hydration.ts';
import { Place } from './place.ts';

export class Admin extends Place {
  readonly heading = this.page.getByRole('heading', { level: 1, name: 'People and settings' });
  readonly people = this.page.getByRole('region', { name: 'People' });
  readonly invitations = this.page.getByRole('region', { name: 'Invitations' });
  readonly makeLink = this.invitations.getByRole('button', { name: 'Make link' });
  readonly link = this.invitations.getByText(/^http\S+invitation=/);
  readonly copyLink = this.invitations.getByRole('button', { name: 'Copy link' });
  readonly done = this.invitations.getByRole('link', { name: 'Done' });
  readonly settings = this.page.getByRole('region', { name: 'Settings' });
  readonly guestsMayBegin = this.settings.getByRole('switch', { name: 'Guests may begin sessions' });
  readonly save = this.settings.getByRole('button', { name: 'Save' });

  async open(): Promise<this> {
    await this.page.goto('/admin');
    await expect(this.heading).toBeVisible();
    await expectAlive(this.page);
    return this;
  }

  /** Makes an invitation and gives its link. */
  async invite(role: 'Learner' | 'Mentor' | 'Admin'): Promise<string> {
    await this.invitations.getByRole('radio', { name: role }).check();
    await this.makeLink.click();
    await expect(this.link).toBeVisible();
    return this.link.innerText();
  }

  /** The row of somebody. */
  person(name: string) {
    return this.people.getByRole('listitem').filter({ hasText: name });
  }

  /** Changes something about somebody. */
  async change(name: string, what: string): Promise<void> {
    await this.person(name).getByRole('button', { name: `Change ${name}` }).click();
    const line = this.person(name).getByRole('button', { name: what });
    // Who clicks sees the menu stand; beside a menu that still rises a click lands next to it, which closes it.
    await line.evaluate((line) => {
      const rising = line.closest('[popover]')?.getAnimations() ?? [];
      return Promise.all(rising.map(({ finished }) => finished));
    });
    await line.click();
  }

  /** Chooses who may sign up, and keeps it. */
  async letSignUp(who: 'Everyone' | 'By invitation' | 'Nobody'): Promise<void> {
    await this.settings.getByRole('radio', { name: who }).check();
    await this.save.click();
    await expect(this.settings.getByRole('status')).toHaveText('Saved.');
  }
}
