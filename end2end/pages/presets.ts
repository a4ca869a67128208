// Rules that somebody saves under a name: their list on the account's page, and the form.

import { expect } from '@playwright/test';

import { Account } from './account.ts';
import { Place } from './place.ts';

export class Presets extends Place {
  readonly list = this.page.getByRole('region', { name: 'Your rules' });
  readonly new = this.list.getByRole('link', { name: 'New rules' });
  readonly name = this.page.getByRole('textbox', { name: 'What do you call them?' });
  readonly save = this.page.getByRole('button', { name: 'Save rules' });

  /** A box of the table: who may do what. */
  grant(part: 'Collaborators' | 'Viewers', what: string) {
    return this.page.getByRole('checkbox', { name: `${part}: ${what}` });
  }

  /** The row of what was saved. */
  row(name: string) {
    return this.list.getByRole('listitem').filter({ hasText: name });
  }

  /** Saves rules by which nobody but hosts is seen and heard, and whoever is new asks first. */
  async saveQuiet(name: string): Promise<void> {
    await new Account(this.page).open();
    await this.new.click();
    await this.name.fill(name);
    for (const what of ['speak', 'show the camera', 'share the screen']) {
      await this.grant('Collaborators', what).uncheck();
    }
    await this.page.getByRole('combobox', { name: 'Who can come in?' }).selectOption('Whoever I let in');
    await this.save.click();
    await expect(this.row(name)).toContainText('Only hosts are seen and heard');
  }
}
