// The public API as people read about it, and as a program of theirs uses it.

import { expect, test } from '../fixtures/index.ts';
import { Account } from '../pages/account.ts';
import { Api } from '../pages/api.ts';
import { ADA, signUp } from '../pages/entry.ts';
import { Home } from '../pages/home.ts';
import { Sessions } from '../pages/sessions.ts';

test('somebody finds the page, makes a token, and their program begins a session that they see', async ({ server, mentor }) => {
  const ui = mentor.page;
  await signUp(ui, ADA);
  await new Home(ui).open();
  await ui.getByRole('link', { name: 'API for programs' }).click();
  const api = new Api(ui);
  await api.makeToken.click();
  const account = await new Account(ui).open();
  await account.tokenName.fill('Office hours');
  await account.mayChange.check();
  await account.makeToken.click();
  await account.copyToken.click();
  await expect(account.tokens.getByText('Token copied')).toHaveCount(1);
  const token = await ui.evaluate(() => navigator.clipboard.readText());

  await api.open();
  await api.contents.getByRole('link', { name: 'POST Make a session', exact: true }).click();
  await expect(ui).toHaveURL(/#createSession$/);
  const command = await api.copyCommand('Make a session');
  expect(command).toContain(`curl -X POST "${server.address}/api/sessions"`);
  expect(command).toContain('Authorization: Bearer $VISAVIS_TOKEN');

  const answer = await fetch(`${server.address}/api/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Office hour' }),
  });
  expect(answer.status).toBe(201);
  const sessions = await new Sessions(ui).open();
  await expect(sessions.join('Office hour')).toBeVisible();
});

test('without JavaScript everything about the API can be read', async ({ arrive }) => {
  const { page } = await arrive('Reader', { javaScriptEnabled: false });
  await page.goto('/api');
  const api = new Api(page);
  await api.showRefusals('Change a session');
  await expect(api.operation('Change a session').getByText('It has begun.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Copy the command/ })).toHaveCount(0);
});
