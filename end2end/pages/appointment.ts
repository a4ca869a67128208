// The form of an appointment, new or changed.

import { expect, type Page } from '@playwright/test';

import { Place } from './place.ts';
import { Sessions } from './sessions.ts';

export interface Plan {
  title?: string;
  /** Names. */
  people?: string[];
  /** What somebody without an account is called. */
  newcomer?: string;
  /** By the planner's wall clock, as HTML writes it. */
  starts?: string;
  minutes?: 15 | 30 | 45 | 60 | 90;
  meeting?: 'Mentoring' | 'Interview' | 'Open';
  weekly?: boolean;
  guests?: boolean;
}

/** The year after this one: its times have not come, wherever the clock hangs. */
const NEXT_YEAR = new Date().getFullYear() + 1;

/** A time of the year after this one: `01-15T15:00`. */
export function nextYear(rest: string): string {
  return `${NEXT_YEAR}-${rest}`;
}

/** In January. */
export const LATER = nextYear('01-15T15:00');

/** As a list says it: `Tue 15 Jan 2030, 15:00`. */
export function said(wall: string): string {
  const day = new Date(`${wall}Z`).toLocaleDateString('en-GB', {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  return `${day.replace(',', '')}, ${wall.slice(11)}`;
}

/**
 * Some minutes from now, as the clock in a time zone shows it: the form knows whole minutes only.
 */
export function soon(minutes: number, timeZone = 'UTC'): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(Date.now() + minutes * 60_000));
  return parts.replace(' ', 'T');
}

export class Appointment extends Place {
  readonly heading = this.page.getByRole('heading', { level: 1, name: /^(New|Edit) session$/ });
  readonly about = this.page.getByRole('textbox', { name: 'What is it about?' });
  readonly when = this.page.getByLabel('When?');
  readonly length = this.page.getByRole('combobox', { name: 'How long?' });
  readonly weekly = this.page.getByRole('switch', { name: /^Repeat every week/ });
  readonly guests = this.page.getByRole('switch', { name: /^Let guests in/ });
  readonly newcomer = this.page.getByRole('textbox', { name: 'What are they called?' });
  readonly plan = this.page.getByRole('button', { name: 'Plan session' });
  readonly save = this.page.getByRole('button', { name: 'Save changes' });

  async open(): Promise<this> {
    await this.page.goto('/sessions/new');
    await expect(this.heading).toBeVisible();
    return this;
  }

  /** The box before somebody's name. */
  person(name: string) {
    return this.page.getByRole('checkbox', { name });
  }

  /** A kind of session. */
  meeting(kind: 'Mentoring' | 'Interview' | 'Open') {
    return this.page.getByRole('radio', { name: kind });
  }

  async fill({ title, people = [], newcomer, starts, minutes, meeting, weekly, guests }: Plan): Promise<void> {
    await expect(this.heading).toBeVisible();
    if (title !== undefined) await this.about.fill(title);
    for (const name of people) await this.person(name).check();
    if (starts !== undefined) await this.when.fill(starts);
    if (minutes !== undefined) await this.length.selectOption(String(minutes));
    if (newcomer) {
      if (!(await this.newcomer.isVisible())) await this.page.getByText('Someone without an account').click();
      await this.newcomer.fill(newcomer);
    }
    if (meeting) await this.meeting(meeting).check();
    if (weekly !== undefined) await this.weekly.setChecked(weekly);
    if (guests !== undefined) await this.guests.setChecked(guests);
  }
}

/** The short way: somebody who is signed in plans a session and is back at the list. */
export async function planSession(page: Page, plan: Plan): Promise<Sessions> {
  const form = await new Appointment(page).open();
  await form.fill({ starts: LATER, ...plan });
  await form.plan.click();
  const sessions = new Sessions(page);
  await expect(sessions.heading).toBeVisible();
  return sessions.open();
}
