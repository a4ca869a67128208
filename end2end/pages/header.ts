// The top of every quiet page: who is signed in, and the ways to what is theirs.

import { expect } from '@playwright/test';

import { Place } from './place.ts';

export class Header extends Place {
  readonly signIn = this.page.getByRole('banner').getByRole('link', { name: 'Sign in' });
  readonly account = this.page.getByRole('link', { name: 'Account', exact: true });
  readonly admin = this.page.getByRole('link', { name: 'People and settings' });
  readonly signOut = this.page.getByRole('button', { name: 'Sign out', exact: true });

  /** The initials of somebody, with their menu behind them. */
  initials(name: string) {
    return this.page.getByRole('button', { name: `Account of ${name}` });
  }

  /** Opens the menu of whoever is signed in. */
  async openMenu(name: string): Promise<void> {
    await this.initials(name).click();
    await expect(this.signOut).toBeVisible();
  }
}
