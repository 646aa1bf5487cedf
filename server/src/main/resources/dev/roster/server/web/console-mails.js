// The mails of the invitations that are shown. Those that wait to be sent are looked at again, each time a little later.
import { call, isSignedIn } from './calls';
import { announce, announceCount, at, element } from './elements';
import { expected } from './failures';
import { PAGE } from './lists';
import { say } from './words';

const SOON = 2000;
const LATEST = 15000;
const SLOWER = 1.5;
// about two minutes
const TRIES = 12;
const PAGES = 4;

// by the id of the invitation: where the state of its mail is shown, and whose mail it is
const waiting = new Map();
let tries = 0;
let timer = null;
let looking = false;

/** What became of the mail of an invitation, kept up to date for a while if that is not settled. */
export function mailOf({ id, email, mail }) {
  waiting.delete(id);
  if (mail === null) {
    return '';
  }
  const node = stateOf(mail);
  if (mail === 'waiting') {
    waiting.set(id, { node, email });
    tries = 0;
    plan();
  }
  return node;
}

/** A server without a mail server sends to its own mailbox, where it may have one. */
const state = (mail) => (mail === 'sent' && document.body.dataset.mail === 'mailbox' ? 'kept' : mail);

const stateOf = (mail) => element('p', { class: mail === 'dead' ? 'bad' : 'soft' }, say.mails[state(mail)] || mail);

const isSeen = () => document.visibilityState === 'visible' && !at('view-invitations').hidden;

function plan() {
  clearTimeout(timer);
  if (waiting.size > 0 && tries < TRIES && document.visibilityState === 'visible') {
    timer = setTimeout(look, Math.min(SOON * SLOWER ** tries, LATEST));
  }
}

async function look() {
  // rows of a list that was shown before, or to another caller
  for (const [id, { node }] of waiting) {
    if (!node.isConnected) {
      waiting.delete(id);
    }
  }
  if (looking || waiting.size === 0 || !isSeen() || !isSignedIn()) {
    return;
  }
  looking = true;
  tries += 1;
  try {
    tell(await settled(new Map(waiting)));
  } catch (failure) {
    // nobody asked for this, so what they do next says why it fails
    if (!['unreachable', 'unavailable'].includes(expected(failure).kind)) {
      waiting.clear();
    }
  } finally {
    looking = false;
  }
  plan();
}

/** Reads the pending invitations until all of these were seen; returns those whose mail does not wait any more. */
async function settled(watched) {
  const found = [];
  let cursor = null;
  for (let page = 0; page < PAGES && watched.size > 0; page += 1) {
    const query = { limit: PAGE, state: 'pending', ...(cursor === null ? {} : { cursor }) };
    const { body } = await call('GET', 'console/api/invitations?' + new URLSearchParams(query));
    for (const { id, mail } of body.items) {
      const entry = watched.get(id);
      // one that was sent again meanwhile waits for another mail
      if (entry && mail !== 'waiting' && waiting.get(id) === entry) {
        waiting.delete(id);
        found.push({ ...entry, mail });
      }
      watched.delete(id);
    }
    cursor = body.next;
    if (cursor === null) {
      // the others are over
      watched.forEach((entry, id) => waiting.get(id) === entry && waiting.delete(id));
      break;
    }
  }
  return found;
}

function tell(found) {
  for (const { node, mail } of found) {
    node.replaceWith(mail === null ? '' : stateOf(mail));
  }
  if (!isSeen() || found.length === 0) {
    return;
  }
  const [{ mail, email }] = found;
  if (found.length === 1 && say.mailNews[state(mail)]) {
    announce(say.mailNews[state(mail)], { address: email });
  } else {
    announceCount(say.mailsLeft, found.length);
  }
}

document.addEventListener('visibilitychange', plan);
