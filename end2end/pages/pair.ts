// Two people with accounts, for stories that begin there: one looks after the place, the other was invited.

import type { Person } from '../fixtures/index.ts';
import { Admin } from './admin.ts';
import { ADA, signUp, TOMAS } from './entry.ts';

/** Ada and Tomás sign up; he as a learner, by her invitation. */
export async function introduce(mentor: Person, learner: Person): Promise<void> {
  await signUp(mentor.page, ADA);
  const admin = await new Admin(mentor.page).open();
  const link = await admin.invite('Learner');
  await signUp(learner.page, TOMAS, link);
}
