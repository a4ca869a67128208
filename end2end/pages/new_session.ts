// The form for a new session.

import { expect, type Page } from '@playwright/test';

import { expectAlive } from '../support/hydration.ts';
import { Place } from './place.ts';
import { Room } from './room.ts';

export interface Wishes {
  title?: string;
  name?: string;
  kind?: 'Video' | 'Audio only';
}

export class NewSession extends Place {
  readonly heading = this.page.getByRole('heading', { level: 1, name: 'New session' });
  readonly about = this.page.getByRole('textbox', { name: 'What is it about?' });
  readonly name = this.page.getByRole('textbox', { name: 'Your name' });
  readonly create = this.page.getByRole('button', { name: 'Create session' });

  async open(): Promise<this> {
    await this.page.goto('/new');
    await expectAlive(this.page);
    return this;
  }

  /** Opens the rest of the rules. */
  readonly more = this.page.getByText('More rules');

  /** The choice of rules, of ours or one's own. */
  preset(name: string) {
    return this.page.getByRole('group', { name: 'Who is seen and heard' }).getByRole('radio', { name: new RegExp(`^${name}`) });
  }

  /** The choice of how to meet. */
  kind(kind: 'Video' | 'Audio only') {
    return this.page.getByRole('radio', { name: kind });
  }

  async fill({ title, name, kind }: Wishes): Promise<void> {
    await expect(this.heading).toBeVisible();
    if (title !== undefined) await this.about.fill(title);
    if (name !== undefined) await this.name.fill(name);
    if (kind) await this.kind(kind).check();
  }

  /** Fills the form, sends it, and is inside. */
  async createSession(wishes: Wishes = {}): Promise<Room> {
    await this.fill(wishes);
    await this.create.click();
    const room = new Room(this.page);
    await room.expectInside();
    return room;
  }
}

/** The short way: somebody opens the form and is in a session of their own. */
export async function createSession(page: Page, wishes: Wishes = {}): Promise<Room> {
  return (await new NewSession(page).open()).createSession(wishes);
}
