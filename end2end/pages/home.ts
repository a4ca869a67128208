// The start page: what this is, the box, and the way to a new session.

import { expectAlive } from '../support/hydration.ts';
import { NewSession } from './new_session.ts';
import { Place } from './place.ts';

export class Home extends Place {
  readonly headline = this.page.getByRole('heading', { level: 1 });
  readonly box = this.page.getByRole('textbox', { name: 'Join a session: enter a code or paste a link' });
  readonly join = this.page.getByRole('button', { name: 'Join', exact: true });
  readonly wrong = this.page.getByRole('alert');
  readonly newSession = this.page.getByRole('link', { name: 'New session' });

  async open(): Promise<this> {
    await this.page.goto('/');
    await expectAlive(this.page);
    return this;
  }

  /** Types something into the box and asks for it. */
  async find(text: string): Promise<void> {
    await this.box.fill(text);
    await this.join.click();
  }

  /** Goes to the form for a new session. */
  async startNew(): Promise<NewSession> {
    await this.newSession.click();
    return new NewSession(this.page);
  }
}
