// Pages that say where somebody stands instead of letting them in.

import { Place } from './place.ts';

export class State extends Place {
  readonly heading = this.page.getByRole('heading', { level: 1 });
  readonly box = this.page.getByRole('textbox', { name: 'Enter a code or paste a link' });
  readonly tryAgain = this.page.getByRole('main').getByRole('link', { name: 'Try again' });
  readonly backToStart = this.page.getByRole('main').getByRole('link', { name: 'Back to start' });
  readonly goBackIn = this.page.getByRole('link', { name: 'Go back in' });
  readonly goOnHere = this.page.getByRole('link', { name: 'Go on here' });
  readonly readTheChat = this.page.getByRole('button', { name: 'Read the chat' });
  readonly messages = this.page.getByRole('region', { name: 'Messages' });
}
