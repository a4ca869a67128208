// The ways in: for those who have an account, and for those who want one.

import { expect, type Page } from '@playwright/test';

import { expectAlive } from '../support/hydration.ts';
import { Header } from './header.ts';
import { Place } from './place.ts';

/** Somebody who has an account or wants one. */
export interface Who {
  name: string;
  email: string;
  password: string;
}

export const ADA: Who = { name: 'Ada Okafor', email: 'ada@example.org', password: 'a quiet heron stands' };
export const TOMAS: Who = { name: 'Tomás Rivera', email: 'tomas@example.org', password: 'three green apples' };

export class SignIn extends Place {
  readonly heading = this.page.getByRole('heading', { level: 1, name: 'Sign in' });
  readonly email = this.page.getByRole('textbox', { name: 'E-mail' });
  readonly password = this.page.getByLabel('Password', { exact: true });
  readonly showPassword = this.page.getByRole('button', { name: 'Show password' });
  readonly enter = this.page.getByRole('main').getByRole('button', { name: 'Sign in' });
  readonly signUp = this.page.getByRole('link', { name: 'Sign up' });

  async open(path = '/signin'): Promise<this> {
    await this.page.goto(path);
    await expect(this.heading).toBeVisible();
    return this;
  }

  /** Types and sends. */
  async signIn({ email, password }: Omit<Who, 'name'>): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.enter.click();
  }
}

export class SignUp extends Place {
  readonly heading = this.page.getByRole('heading', { level: 1 });
  readonly name = this.page.getByRole('textbox', { name: 'Name' });
  readonly email = this.page.getByRole('textbox', { name: 'E-mail' });
  readonly password = this.page.getByLabel('Password', { exact: true });
  readonly make = this.page.getByRole('button', { name: 'Make account' });

  async open(path = '/signup'): Promise<this> {
    await this.page.goto(path);
    await expect(this.make).toBeVisible();
    return this;
  }

  /** Types and sends. */
  async signUp({ name, email, password }: Who): Promise<void> {
    await this.name.fill(name);
    await this.email.fill(email);
    await this.password.fill(password);
    await this.make.click();
  }
}

/** The short way: somebody makes an account, the first or by what stands in `path`, and is signed in. */
export async function signUp(page: Page, who: Who, path = '/signup'): Promise<void> {
  const form = await new SignUp(page).open(path);
  await expectAlive(page);
  await form.signUp(who);
  await expect(new Header(page).initials(who.name)).toBeVisible();
}

/** The short way: somebody signs in. */
export async function signIn(page: Page, who: Who): Promise<void> {
  await (await new SignIn(page).open()).signIn(who);
  await expect(new Header(page).initials(who.name)).toBeVisible();
}
