// The choice of devices: one dialog, before the call and in it.

import { expect } from '@playwright/test';

import { Place } from './place.ts';

export class Settings extends Place {
  readonly dialog = this.page.getByRole('dialog', { name: 'Sound and picture' });
  readonly microphone = this.dialog.getByRole('combobox', { name: 'Microphone' });
  readonly camera = this.dialog.getByRole('combobox', { name: 'Camera' });
  readonly speaker = this.dialog.getByRole('combobox', { name: 'Speaker' });
  readonly level = this.dialog.getByRole('meter', { name: 'Microphone level' });
  readonly test = this.dialog.getByRole('button', { name: /^(Test sound|Playing…)$/ });
  readonly close = this.dialog.getByRole('button', { name: 'Close' });

  /** Opens it from the menu of a call. */
  async openInCall(): Promise<this> {
    await this.page.getByRole('region', { name: 'Controls' }).getByRole('button', { name: 'More' }).click();
    await this.page.getByRole('button', { name: 'Sound and picture' }).click();
    await expect(this.dialog).toBeVisible();
    return this;
  }

  /** Opens it from the page before the call. */
  async openBefore(): Promise<this> {
    await this.page.getByRole('button', { name: /choose a camera$/i }).click();
    await expect(this.dialog).toBeVisible();
    return this;
  }

  /** What the switch of this name is set to changes. */
  switch(name: string) {
    return this.dialog.getByRole('switch', { name });
  }

  /** Chooses how good pictures are to be. */
  async choose(quality: 'Automatic' | 'Save data' | 'Audio only'): Promise<void> {
    await this.dialog.getByRole('radio', { name: quality }).check();
  }

  /** The words on the device that is used. */
  async used(list: 'microphone' | 'camera' | 'speaker'): Promise<string> {
    return this[list].evaluate((element) => (element as HTMLSelectElement).selectedOptions[0]?.text ?? '');
  }

  async done(): Promise<void> {
    await this.close.click();
    await expect(this.dialog).toBeHidden();
  }
}
