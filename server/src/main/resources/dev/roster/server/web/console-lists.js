// The lists of the sections.
import { call } from './calls';
import { caller, company, manages, roleOf } from './caller';
import { calm, trouble } from './failures';
import { announceCount, at, element, once, parts } from './elements';
import { say } from './words';

export const PAGE = 25;

export const list = (name) => at('view-' + name).querySelector('.list');

export const heading = (name) => at(name + '-title');

/** Shows this in the place of what was there; who was in there finds the way from the heading. */
export function fill(name, ...content) {
  const within = list(name).contains(document.activeElement);
  list(name).replaceChildren(...content);
  if (within) {
    heading(name).focus();
  }
}

export const link = (text, href) => element('a', { href }, text);

/** The address of a section, with the parameters that have a value. */
export function address(name, params) {
  const given = Object.entries(params).filter(([, value]) => value);
  const query = new URLSearchParams(given).toString();
  return '#' + name + (query ? '?' + query : '');
}

/** A sentence instead of a list, with links to what can be done. */
export function instead(name, content, ...links) {
  const sentences = [element('p', {}, ...content)];
  if (links.length > 0) {
    sentences.push(element('p', {}, ...links));
  }
  fill(name, ...sentences);
}

/** Shows a sentence instead of what only owners and admins may see. */
export function onlyForManagers(name) {
  if (manages()) {
    return false;
  }
  instead(name, caller.me.company ? parts(say.onlyOwners, { role: roleOf(caller.me), company: company() }) : [say.noWorkspace]);
  return true;
}

/** The first page; a list that cannot be shown must not look like the one before. */
async function firstPage(name, path, fresh) {
  try {
    return await call('GET', path);
  } catch (failure) {
    if (fresh()) {
      fill(name);
    }
    throw failure;
  }
}

/** Shows the first page of a list, and a button for each further one. */
export async function showList(name, { path, query, table, empty, fresh }) {
  const first = await firstPage(name, path + '?' + new URLSearchParams(query), fresh);
  if (!fresh()) {
    return;
  }
  if (first.body.items.length === 0) {
    instead(name, [empty]);
    return;
  }
  table.add(first.body.items);
  const more = element('button', { type: 'button' }, say.more);
  let next = first.body.next;
  more.hidden = next === null;
  more.addEventListener('click', () =>
    once(more, async () => {
      calm();
      try {
        const further = await call('GET', path + '?' + new URLSearchParams({ ...query, cursor: next }));
        if (!fresh()) {
          return;
        }
        const rows = table.add(further.body.items);
        next = further.body.next;
        if (document.activeElement === more) {
          focusOn(rows[0]);
        }
        more.hidden = next === null;
        announceCount(say.shown, table.size);
      } catch (failure) {
        trouble(failure, async () => {
          calm();
          more.focus();
          more.click();
        });
      }
    }),
  );
  fill(name, table.node, element('p', {}, more));
}

/** Takes the reader to a row, by its name. */
export function focusOn(row) {
  if (row) {
    const header = row.firstElementChild;
    header.tabIndex = -1;
    header.focus();
  }
}
