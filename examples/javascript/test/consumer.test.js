// Verifies the consumer against a sandbox: the one that ROSTER_SANDBOX names, or one started with ../../roster.
import { after, before, beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { invite, usersOf } from '../src/invite.js';

let base = process.env.ROSTER_SANDBOX;
let child;
let tenant;

async function control(method, path, body) {
  const answer = await fetch(`${base}/__sandbox${path}`, {
    method,
    headers: body ? { 'Content-Type': 'application/json' } : {},
    body: body && JSON.stringify(body),
  });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return answer.status === 204 ? undefined : answer.json();
}

before(async () => {
  if (base) return;
  const roster = new URL('../../../roster', import.meta.url).pathname;
  child = spawn(roster, ['sandbox', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  for await (const text of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    said += text;
    base = /(http:\S+)\/__sandbox\//.exec(said)?.[1];
    if (base) return;
  }
  throw new Error(`the sandbox did not start: ${said}`);
});

after(async () => {
  if (child) {
    child.kill();
    await once(child, 'exit');
  }
});

beforeEach(async () => {
  tenant = await control('POST', '/tenants', { name: 'JavaScript' });
});

test('an invitation is what the contract says', async () => {
  const invited = await invite(base, tenant.members.OWNER.token, 'ada@example.org');
  assert.equal(invited.email, 'ada@example.org');
  assert.match(invited.id, /^[0-9a-f-]{36}$/);
});

test('a viewer is refused', async () => {
  await assert.rejects(
    invite(base, tenant.members.VIEWER.token, 'ada@example.org'),
    (failure) => failure.response.status === 403);
});

test('it waits as long as it is told, and tries again', async () => {
  await control('POST', '/faults', {
    kind: 'too-many-requests', operation_id: 'accounts_invitations_create',
    tenant: tenant.id, retry_after: 'PT7S' });
  const waits = [];
  await invite(base, tenant.members.OWNER.token, 'grace@example.org', { sleep: async (millis) => waits.push(millis) });
  assert.deepEqual(waits, [7000]);
  const { requests } = await control('GET', `/journal?tenant=${tenant.id}`);
  assert.deepEqual(requests.map((each) => each.status), [429, 201]);
  assert.equal(requests[0].request_headers.authorization, '***');
});

test('the users of a tenant are read through the other contract', async () => {
  const list = await usersOf(base, tenant.id, tenant.key);
  assert.equal(list.count, 4);
  assert.deepEqual(list.users.map((each) => each.firstName).sort(), ['Ada', 'Alan', 'Grace', 'Mary']);
});

test('a state of a pact brings its own credentials', async () => {
  const { values } = await control('POST', '/states', { state: 'a tenant with users', tenant: tenant.id });
  const list = await usersOf(base, values.tenant_id, values.key);
  assert.equal(list.count, 3);
});
