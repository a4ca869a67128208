// Before the call: one's own picture, the session, one's name.

import { expect, type Page } from '@playwright/test';

import { expectAlive } from '../support/hydration.ts';
import { Home } from './home.ts';
import { Place } from './place.ts';
import { Room } from './room.ts';

export class Join extends Place {
  readonly title = this.page.getByRole('heading', { level: 1 });
  readonly name = this.page.getByRole('textbox', { name: 'Your name' });
  readonly preview = this.page.getByRole('region', { name: 'Camera and microphone' });
  /** One's own picture. Its description is of no use to readers, so it has no role. */
  readonly picture = this.preview.locator('video');
  readonly trouble = this.preview.getByRole('heading');
  readonly tryAgain = this.preview.getByRole('button', { name: 'Try again' });
  readonly cameraOff = this.preview.getByRole('button', { name: 'Turn camera off' });
  readonly cameraOn = this.preview.getByRole('button', { name: 'Turn camera on' });
  readonly microphoneOff = this.preview.getByRole('button', { name: 'Turn microphone off' });
  readonly microphoneOn = this.preview.getByRole('button', { name: 'Turn microphone on' });
  readonly level = this.preview.getByRole('meter', { name: 'Microphone level' });
  /** Whatever it is called at the moment: with all devices, or without. */
  readonly join = this.page.getByRole('button', { name: /^Join / });
  /** The same where a host lets people in. */
  readonly knock = this.page.getByRole('button', { name: 'Ask to come in' });
  readonly wrong = this.page.getByRole('main').getByRole('alert');

  /** Opens the link that somebody was sent. */
  async open(link: string): Promise<this> {
    await this.page.goto(link);
    await expectAlive(this.page);
    return this;
  }

  /** Says who one is and goes in; a blank name makes a guest. */
  async joinAs(name: string): Promise<Room> {
    await this.name.fill(name);
    await this.join.click();
    const room = new Room(this.page);
    await room.expectInside();
    return room;
  }
}

/** The short way: somebody opens the link, has camera and microphone on, and goes in. */
export async function joinSession(page: Page, link: string, name: string): Promise<Room> {
  const join = await new Join(page).open(link);
  await join.cameraOff.waitFor();
  await join.microphoneOff.waitFor();
  return join.joinAs(name);
}

/** The short way: somebody opens the link of a part, finds the box filled, and goes on to the page of the session. */
export async function comeByRoleLink(page: Page, link: string): Promise<Join> {
  await page.goto(link);
  await expectAlive(page);
  const home = new Home(page);
  await expect(home.box, 'the box is filled').not.toHaveValue('');
  await home.join.click();
  const join = new Join(page);
  await expect(join.name).toBeVisible();
  await expectAlive(page);
  return join;
}
