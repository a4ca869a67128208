// Pointing and drawing on a shared screen: in the same place for everybody, whatever the size of their window.

import { expect, test, type Person } from '../fixtures/index.ts';
import { joinSession } from '../pages/join.ts';
import { meet, type Meeting } from '../pages/meeting.ts';
import type { Room } from '../pages/room.ts';
import { expectScreenToAdvance } from '../support/frames.ts';

// As with shared screens elsewhere: two at once are more than two cores encode.
test.describe.configure({ mode: 'default' });

/** The host shares, the guest sees it. */
async function shared(mentor: Person, learner: Person): Promise<Meeting> {
  const meeting = await meet(mentor, learner);
  await meeting.hosts.shareScreen();
  await expectScreenToAdvance(meeting.guests.screenVideo('Mentor'));
  return meeting;
}

/** Moves the mouse to a share of the picture's width and height. */
async function moveTo(person: Person, room: Room, x: number, y: number): Promise<void> {
  const box = await room.screenPicture('Mentor').boundingBox();
  if (!box) throw new Error('there is no picture');
  await person.page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 4 });
}

/** Where somebody's pointer is, as shares of the picture that it lies over. */
async function placeOf(room: Room, name: string): Promise<{ x: number; y: number } | undefined> {
  return room.stage.locator('.pointer', { hasText: name }).evaluateAll(([pointer]) => {
    const picture = pointer?.parentElement?.getBoundingClientRect();
    const place = pointer?.getBoundingClientRect();
    if (!picture || !place) return undefined;
    return { x: (place.x - picture.x) / picture.width, y: (place.y - picture.y) / picture.height };
  });
}

async function expectPointerAt(room: Room, name: string, x: number, y: number): Promise<void> {
  await expect
    .poll(async () => {
      const place = await placeOf(room, name);
      return place !== undefined && Math.abs(place.x - x) < 0.01 && Math.abs(place.y - y) < 0.01;
    }, `${name} points at ${x}, ${y}`)
    .toBe(true);
}

function tool(room: Room, name: string) {
  return room.screen('Mentor').getByRole('button', { name, exact: true });
}

test('a pointer is in the same place of the picture at every size, and on the small copy of who shares', async ({
  mentor,
  learner,
  third,
}) => {
  const { hosts, guests, link } = await shared(mentor, learner);
  await third.page.setViewportSize({ width: 390, height: 844 });
  const thirds = await joinSession(third.page, link, third.name);
  await expectScreenToAdvance(thirds.screenVideo('Mentor'));

  await tool(guests, 'Point').click();
  for (const [x, y] of [
    [0.25, 0.75],
    [0.9, 0.1],
  ] as const) {
    await moveTo(learner, guests, x, y);
    await expectPointerAt(guests, 'You', x, y);
    await expectPointerAt(hosts, 'Learner', x, y);
    await expectPointerAt(thirds, 'Learner', x, y);
  }
  // Another size of the window, and the picture closer: still the same place of the picture.
  await third.page.setViewportSize({ width: 1440, height: 600 });
  await expectPointerAt(thirds, 'Learner', 0.9, 0.1);
  await tool(thirds, 'Actual size').click();
  await expectPointerAt(thirds, 'Learner', 0.9, 0.1);

  // Without a mouse.
  await guests.screen('Mentor').getByRole('group').focus();
  await learner.page.keyboard.press('ArrowLeft');
  await learner.page.keyboard.press('ArrowDown');
  await expectPointerAt(hosts, 'Learner', 0.88, 0.12);

  await tool(guests, 'Point').click();
  for (const room of [hosts, guests, thirds]) await expect(room.stage.locator('.pointer')).toHaveCount(0);
});

test('a drawn line fades, and one that stays is there for whoever comes later until it is cleared', async ({
  mentor,
  learner,
  third,
}) => {
  const { hosts, guests, link } = await shared(mentor, learner);
  const lines = (room: Room) => room.stage.locator('.ink-line');
  const draw = async (y: number) => {
    await moveTo(learner, guests, 0.2, y);
    await learner.page.mouse.down();
    await moveTo(learner, guests, 0.6, y);
    await learner.page.mouse.up();
  };
  await tool(guests, 'Draw').click();
  await draw(0.3);
  await expect(lines(hosts)).toHaveCount(1);
  await expect(lines(guests)).toHaveCount(1);
  for (const room of [hosts, guests]) await expect(lines(room), 'it fades by itself').toHaveCount(0);

  await tool(guests, 'Keep lines').click();
  await draw(0.6);
  await expect(lines(hosts)).toHaveCount(1);
  const thirds = await joinSession(third.page, link, third.name);
  await expect(lines(thirds)).toHaveCount(1);
  const drawn = async (room: Room) => (await lines(room).getAttribute('points'))?.trim().split(' ').at(-1);
  expect(await drawn(thirds), 'all of the line is there').toBe(await drawn(guests));

  await tool(guests, 'Clear').click();
  for (const room of [hosts, guests, thirds]) await expect(lines(room)).toHaveCount(0);

  await draw(0.4);
  await expect(lines(hosts)).toHaveCount(1);
  await hosts.ownScreen.getByRole('button', { name: 'Clear all' }).click();
  for (const room of [hosts, guests, thirds]) await expect(lines(room)).toHaveCount(0);
});

test('who may not point has no tools', async ({ mentor, learner }) => {
  const { hosts, guests } = await shared(mentor, learner);
  await expect(tool(guests, 'Point')).toBeVisible();
  await hosts.change('Learner', 'Turn their pointing and drawing off');
  await expect(tool(guests, 'Point')).toHaveCount(0);
  await expect(tool(guests, 'Draw')).toHaveCount(0);
  await hosts.change('Learner', 'Let them point and draw');
  await expect(tool(guests, 'Draw')).toBeVisible();
});
