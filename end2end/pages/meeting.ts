// The short way into a call of two, for stories that begin there.

import type { Person } from '../fixtures/index.ts';
import { joinSession } from './join.ts';
import { createSession, type Wishes } from './new_session.ts';
import type { Room } from './room.ts';

export interface Meeting {
  link: string;
  /** What the host sees. */
  hosts: Room;
  /** What the guest sees. */
  guests: Room;
}

/** `host` makes a session and shows up in it; `guest` comes by the link. Both go by the names of their persons. */
export async function meet(host: Person, guest: Person, wishes: Wishes = {}): Promise<Meeting> {
  const hosts = await createSession(host.page, { name: host.name, ...wishes });
  const link = await hosts.copyLink();
  if (wishes.kind === 'Audio only') await hosts.turnMicrophone('on');
  else await hosts.showUp();
  const guests = await joinSession(guest.page, link, guest.name);
  await hosts.expectPeople(guest.name);
  await guests.expectPeople(host.name);
  return { link, hosts, guests };
}
