// The members of the workspace.
import { call } from './calls';
import { caller, manages, may, mayWrite, nameOf, roleOf } from './caller';
import { Table, announce, announceCount, at, badge, count, element, parts, typed } from './elements';
import { PAGE, address, fill, instead, link } from './lists';
import { say } from './words';

// the most that the server takes
const LARGEST_PAGE = 100;

export async function showMembers(params, fresh) {
  const allowed = may('view_user');
  at('search').hidden = !allowed;
  if (!allowed) {
    instead('members', [caller.me.company ? say.membersRefused : say.noWorkspace]);
    return;
  }
  const terms = (params.get('search') || '').trim();
  const page = Math.max(Number.parseInt(params.get('page'), 10) || 1, 1);
  const query = new URLSearchParams({ limit: PAGE, offset: (page - 1) * PAGE, ...(terms ? { search: terms } : {}) });
  const { body, headers } = await call('GET', 'api/accounts/users/?' + query);
  if (!fresh()) {
    return;
  }
  at('terms').value = terms;
  const total = Number(headers.get('X-Total-Count'));
  if (body.length === 0) {
    const sentence = terms && page === 1 ? say.noneFound : say.noMembers;
    instead('members', parts(sentence, { terms }), link(say.showAll, '#members'));
    announce(sentence, { terms });
    return;
  }
  const { suspended, failure } = await readSuspended(body, fresh);
  if (!fresh()) {
    return;
  }
  const summary = element('p', { class: 'soft' }, ...count(terms ? say.foundCount : say.memberCount, total, { terms }));
  if (may('invite_user') && mayWrite()) {
    summary.append(' · ', link(say.toInvite, '#invitations'));
  }
  if (failure) {
    summary.append(' · ', say.suspendedUnknown);
  }
  const table = memberTable(suspended);
  table.add(body);
  fill('members', summary, table.node, ...pages(page, total, terms));
  if (terms) {
    announceCount(say.foundCount, total, { terms });
  }
  if (failure) {
    throw failure;
  }
}

/**
 * Reads who is suspended, up to the last of these users: both lists are sorted by the id. Only owners and admins may know.
 * @returns their ids, and why they are not all there
 */
async function readSuspended(users, fresh) {
  const suspended = new Set();
  if (!manages()) {
    return { suspended };
  }
  const last = users.at(-1).id;
  let cursor = '';
  try {
    while (cursor !== null && fresh()) {
      const query = new URLSearchParams({ limit: LARGEST_PAGE, ...(cursor ? { cursor } : {}) });
      const { items, next } = (await call('GET', 'console/api/suspensions?' + query)).body;
      items.forEach((each) => suspended.add(each.id));
      cursor = items.length > 0 && items.at(-1).id < last ? next : null;
    }
    return { suspended };
  } catch (failure) {
    return { suspended, failure };
  }
}

function memberTable(suspended) {
  return new Table(say.members, [
    [say.name, (user) => [typed(nameOf(user)), ...markers(user, suspended)]],
    [say.address, (user) => typed(user.email)],
    [say.role, roleOf],
  ]);
}

function markers(user, suspended) {
  const marks = [];
  if (suspended.has(user.id)) {
    marks.push(' ', badge(say.suspended, 'suspended', say.suspendedWhy));
  }
  if (user.id === caller.me.id) {
    marks.push(' ', badge(say.you, 'strong'));
  }
  if (user.user_company && user.active_user_company_id !== null && user.active_user_company_id !== user.user_company.id) {
    marks.push(' ', badge(say.elsewhere, '', say.elsewhereWhy));
  }
  return marks;
}

function pages(page, total, terms) {
  if (total <= PAGE) {
    return [];
  }
  const to = (number) => address('members', { search: terms, page: number > 1 ? String(number) : '' });
  const from = (page - 1) * PAGE + 1;
  const nav = element('nav', { 'aria-label': say.pages, class: 'line' });
  if (page > 1) {
    nav.append(element('a', { href: to(page - 1), rel: 'prev' }, say.previous));
  }
  nav.append(element('span', {}, ...parts(say.range, { from, to: Math.min(from + PAGE - 1, total), total })));
  if (page * PAGE < total) {
    nav.append(element('a', { href: to(page + 1), rel: 'next' }, say.next));
  }
  return [nav];
}

/** Searches when the form is sent; the search is in the address, so that reload and back work. */
export function startMembers(reload) {
  at('search').addEventListener('submit', (event) => {
    event.preventDefault();
    search(reload);
  });
}

function search(reload) {
  const wanted = address('members', { search: at('terms').value.trim() });
  if (location.hash === wanted) {
    reload();
  } else {
    location.hash = wanted;
  }
}
