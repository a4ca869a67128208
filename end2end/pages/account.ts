// Somebody's own account.

import { expect } from '@playwright/test';

import { expectAlive } from '../support/hydration.ts';
import { Place } from './place.ts';

export class Account extends Place {
  readonly heading = this.page.getByRole('heading', { level: 1, name: 'Account' });
  readonly profile = this.page.getByRole('region', { name: 'Profile' });
  readonly name = this.profile.getByRole('textbox', { name: 'Name' });
  readonly timeZone = this.profile.getByRole('combobox', { name: 'Time zone' });
  readonly takeZone = this.profile.getByRole('button', { name: 'Use this one' });
  readonly save = this.profile.getByRole('button', { name: 'Save' });
  readonly password = this.page.getByRole('region', { name: 'Password' });
  readonly presentPassword = this.password.getByLabel('Present password');
  readonly newPassword = this.password.getByLabel('New password');
  readonly changePassword = this.password.getByRole('button', { name: 'Change password' });
  readonly devices = this.page.getByRole('region', { name: 'Devices' });
  readonly signOutEverywhere = this.devices.getByRole('button', { name: 'Sign out everywhere' });
  readonly tokens = this.page.getByRole('region', { name: 'Access tokens' });
  readonly tokenName = this.tokens.getByRole('textbox', { name: 'What is it for?' });
  readonly mayChange = this.tokens.getByRole('switch', { name: 'Make and change sessions' });
  readonly makeToken = this.tokens.getByRole('button', { name: 'Make token' });
  readonly copyToken = this.tokens.getByRole('button', { name: 'Copy token' });
  readonly done = this.tokens.getByRole('link', { name: 'Done' });

  async open(): Promise<this> {
    await this.page.goto('/account');
    await expect(this.heading).toBeVisible();
    await expectAlive(this.page);
    return this;
  }

  /** Every device that is not this one. */
  get others() {
    return this.devices.getByRole('button', { name: /^Sign out (?!everywhere)/ });
  }

  /** The row of a token. */
  token(name: string) {
    return this.tokens.getByRole('listitem').filter({ hasText: name });
  }
}
