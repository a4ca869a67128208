// The call: the people on the stage, the bar under it, the rail beside it.

import { expect, type Locator } from '@playwright/test';

import { expectAlive } from '../support/hydration.ts';
import { Place } from './place.ts';

export type Panel = 'Chat' | 'People' | 'Session';

export class Room extends Place {
  readonly title = this.page.getByRole('banner').getByRole('heading', { level: 1 });
  /** The truth about the socket, in the top bar. */
  readonly connection = this.page.getByRole('banner').locator('.connection');
  readonly invite = this.page.getByRole('banner').getByRole('button', { name: 'Invite' });

  readonly stage = this.page.getByRole('main', { name: 'People' });
  /** Everybody's picture or initials, one's own included. */
  readonly tiles = this.stage.getByRole('list').getByRole('listitem');
  readonly tapToHear = this.stage.getByRole('button', { name: 'Tap to hear' });

  readonly bar = this.page.getByRole('region', { name: 'Controls' });
  readonly microphone = this.bar.getByRole('button', { name: /^Turn microphone (on|off)$/ });
  readonly camera = this.bar.getByRole('button', { name: /^Turn camera (on|off)$/ });
  readonly share = this.bar.getByRole('button', { name: /^(Share your screen|Stop sharing)$/ });
  readonly hand = this.bar.getByRole('button', { name: /^(Raise your hand|Take your hand down)$/ });
  readonly react = this.bar.getByRole('button', { name: 'Send a reaction' });
  readonly chat = this.bar.getByRole('button', { name: /^Chat/ });
  readonly more = this.bar.getByRole('button', { name: 'More' });
  readonly leaveButton = this.bar.getByRole('button', { name: 'Leave' });

  readonly messages = this.page.getByRole('log', { name: 'Messages' });
  readonly composer = this.page.getByRole('textbox', { name: 'Message everyone' });
  readonly send = this.page.getByRole('button', { name: 'Send', exact: true });

  readonly link = this.rail('Session').getByRole('textbox', { name: 'Join link' });
  readonly copyLinkButton = this.rail('Session').getByRole('button', { name: 'Copy link' });
  readonly makeRoleLinksButton = this.rail('Session').getByRole('button', { name: 'Make links' });
  readonly newRoleLinks = this.rail('Session').getByRole('button', { name: 'New links' });
  readonly endButton = this.rail('Session').getByRole('button', { name: 'End for everyone' });
  readonly endDialog = this.page.getByRole('dialog', { name: 'End for everyone?' });

  /** A sentence over the stage that wants an answer. */
  prompt(sentence: string): Locator {
    return this.stage.getByRole('group', { name: sentence });
  }

  /** Somebody's row in the list of people. */
  person(name: string): Locator {
    return this.rail('People')
      .getByRole('list', { name: 'In the session' })
      .getByRole('listitem')
      .filter({ has: this.page.locator('.person-name', { hasText: new RegExp(`^${name}( \\(you\\))?$`) }) });
  }

  /** Somebody who waits to come in, in the list of people. */
  knocker(name: string): Locator {
    return this.rail('People')
      .getByRole('region', { name: 'Waiting to come in' })
      .getByRole('listitem')
      .filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** Does something about somebody by the menu of their row. */
  async change(name: string, what: string): Promise<void> {
    await this.open('People');
    await this.person(name).getByRole('button', { name: `Change ${name}` }).click();
    await this.rail('People').getByRole('button', { name: what, exact: true }).click();
  }

  /** Presses one of the choices about the session, and waits until the room has said that it is so. */
  async choose(label: 'Who can come in' | 'Who is seen and heard', choice: string): Promise<void> {
    const rail = await this.open('Session');
    const button = rail.getByRole('group', { name: label }).getByRole('button', { name: choice, exact: true });
    await button.click();
    await expect(button).toHaveAttribute('aria-pressed', 'true');
  }

  /** The open panel beside the stage. */
  rail(panel: Panel): Locator {
    return this.page.getByRole('complementary', { name: panel });
  }

  /** Waits until the call is on screen and the server has answered. */
  async expectInside(): Promise<void> {
    await expectAlive(this.page);
    await expect(this.bar, 'the call is on screen').toBeVisible();
    await this.expectConnected();
    await this.expectWhole();
  }

  /** Waits for what is fetched when the call is under way: dialogs, menus, what readers are told. */
  async expectWhole(): Promise<void> {
    await expect(this.page.locator('.room > [role="alert"]'), 'all of the call is there').toBeAttached();
  }

  async expectConnected(): Promise<void> {
    await expect(this.connection).toHaveText('Connected');
  }

  /** The page says that the server is away. */
  async expectNoConnection(): Promise<void> {
    await expect(this.connection).toHaveText('No connection');
    await expect(this.stage.getByText(/^No connection/), 'a line over the stage says so').toBeVisible();
  }

  /** Somebody's place on the stage. */
  tile(name: string): Locator {
    return this.tiles.filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** One's own place. */
  get ownTile(): Locator {
    return this.tile('You');
  }

  /** Somebody's shared screen, large. */
  screen(name: string): Locator {
    return this.stage.getByRole('region', { name: `${name}’s screen` });
  }

  /** The box of its picture, which has the picture's ratio. */
  screenPicture(name: string): Locator {
    return this.screen(name).locator('.screen-picture');
  }

  /** The picture itself; its sound comes with it. */
  screenVideo(name: string): Locator {
    return this.screenPicture(name).locator('video');
  }

  /** The small copy of one's own screen. */
  readonly ownScreen = this.stage.getByRole('region', { name: 'Your shared screen' });

  /** Shares the screen that the browser gives. */
  async shareScreen(): Promise<void> {
    await this.share.click();
    await expect(this.ownScreen).toBeVisible();
    await expect(this.share).toHaveAttribute('aria-pressed', 'true');
  }

  /** Nobody's screen is to be seen. */
  async expectNoScreen(): Promise<void> {
    await expect(this.stage.getByRole('region', { name: /screen$/ })).toHaveCount(0);
  }

  /** Somebody's picture; their sound comes out of the same element. */
  picture(name: string): Locator {
    return this.tile(name).locator('video');
  }

  /** Exactly these people are on the stage, oneself not named. */
  async expectPeople(...names: string[]): Promise<void> {
    await expect(this.tiles).toHaveCount(names.length + 1);
    for (const name of [...names, 'You']) await expect(this.tile(name), name).toHaveCount(1);
  }

  async turnMicrophone(to: 'on' | 'off'): Promise<void> {
    await turn(this.microphone, to);
  }

  async turnCamera(to: 'on' | 'off'): Promise<void> {
    await turn(this.camera, to);
  }

  /** Turns on whatever is off. */
  async showUp(): Promise<void> {
    await this.turnCamera('on');
    await this.turnMicrophone('on');
  }

  /** Opens a panel of the rail, if it is not the open one. */
  async open(panel: Panel): Promise<Locator> {
    const rail = this.rail(panel);
    if (!(await rail.isVisible())) {
      if (panel === 'Session') await this.invite.click();
      else if (panel === 'Chat') await this.chat.click();
      else await this.bar.getByRole('button', { name: panel, exact: true }).click();
    }
    await expect(rail).toBeVisible();
    return rail;
  }

  /** Copies the link by its button, and gives what the clipboard holds then. */
  async copyLink(): Promise<string> {
    await this.open('Session');
    await this.copyLinkButton.click();
    await expect(this.page.getByRole('status').filter({ hasText: 'Link copied' })).toHaveCount(1);
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Makes a link for each part; they can be copied then. */
  async makeRoleLinks(): Promise<void> {
    await this.open('Session');
    await this.makeRoleLinksButton.click();
    await expect(this.newRoleLinks).toBeVisible();
  }

  /** Copies the link of a part by its button, and gives what the clipboard holds then. */
  async copyRoleLink(role: 'collaborator' | 'viewer'): Promise<string> {
    const button = this.rail('Session').getByRole('button', { name: `Copy ${role} link` });
    await button.click();
    await expect(button).toHaveText('Copied');
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Opens the chat and writes. */
  async write(text: string): Promise<void> {
    await this.open('Chat');
    await this.composer.fill(text);
    await this.send.click();
    await expect(this.composer, 'the composer is free again').toHaveValue('');
  }

  /** Writes, and waits for the receipt. */
  async sendChat(text: string): Promise<void> {
    await this.write(text);
    await this.expectMessage(text);
  }

  /** Lines of the chat with this text. */
  message(text: string): Locator {
    return this.messages.getByRole('listitem').filter({ has: this.page.getByText(text, { exact: true }) });
  }

  /** Lines about who came and went. */
  get notices(): Locator {
    return this.messages.getByRole('listitem').filter({ hasText: /(joined|left|lost the connection) · / });
  }

  /** The message stands in the chat once, and it is stored. */
  async expectMessage(text: string): Promise<void> {
    await this.open('Chat');
    await expect(this.message(text)).toHaveCount(1);
    await expect(this.message(text)).not.toContainText(/Sending|Not sent/);
  }

  /** The figures of the connections, and the choice of how good pictures are to be. */
  readonly statistics = this.page.getByRole('dialog', { name: 'Connection' });

  async openStatistics(): Promise<Locator> {
    await this.more.click();
    await this.bar.getByRole('button', { name: 'Connection', exact: true }).click();
    await expect(this.statistics).toBeVisible();
    return this.statistics;
  }

  /** Chooses how good pictures are to be. */
  async chooseQuality(choice: 'Automatic' | 'Save data' | 'Audio only'): Promise<void> {
    const statistics = await this.openStatistics();
    await statistics.getByRole('radio', { name: choice }).check();
    await statistics.getByRole('button', { name: 'Close' }).click();
    await expect(statistics).toBeHidden();
  }

  async leave(): Promise<void> {
    await this.leaveButton.click();
    await expect(this.page.getByRole('heading', { name: 'You left the session' })).toBeVisible();
  }

  /** Ends the session for everyone. */
  async end(): Promise<void> {
    await this.open('Session');
    await this.endButton.click();
    await this.endDialog.getByRole('button', { name: 'End session' }).click();
    await expect(this.page.getByRole('heading', { name: 'The session has ended' })).toBeVisible();
  }
}

async function turn(device: Locator, to: 'on' | 'off'): Promise<void> {
  const wanted = String(to === 'on');
  await expect(device).toHaveAttribute('aria-busy', 'false');
  if ((await device.getAttribute('aria-pressed')) !== wanted) await device.click();
  await expect(device).toHaveAttribute('aria-pressed', wanted);
}
