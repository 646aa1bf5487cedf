// The invitations to the workspace.
import { Attempts, call } from './calls';
import { caller, company, companyId, manages, may, mayWrite, refresh } from './caller';
import { ask } from './question';
import { expected, refuse } from './failures';
import { Table, announce, at, badge, element, english, focusFrom, fromNow, once, parts, plain, roleName, time, typed } from './elements';
import { PAGE, focusOn, onlyForManagers, showList } from './lists';
import { mailOf } from './mails';
import { say } from './words';

const INVITATIONS = 'console/api/invitations';
const STATES = ['pending', 'accepted', 'declined', 'expired', 'revoked'];

/** Whether this server has a way to send mail; without one, mail waits. */
const sendsMail = document.body.dataset.mail !== 'off';

const inviting = new Attempts();
// the workspace whose roles are offered
let offered = null;
// shows the list anew
let again = () => {};

export async function showInvitations(params, fresh) {
  const asked = params.get('state');
  const state = STATES.includes(asked) || asked === 'all' ? asked : 'pending';
  await offerRoles(fresh);
  if (!fresh()) {
    return;
  }
  at('states').hidden = !manages();
  if (onlyForManagers('invitations')) {
    return;
  }
  for (const each of at('states').children) {
    each.setAttribute('aria-current', String(each.dataset.state === state));
  }
  await showList('invitations', {
    path: INVITATIONS,
    query: { limit: PAGE, ...(state === 'all' ? {} : { state }) },
    table: invitationTable(),
    empty: say.noInvitations[state],
    fresh,
  });
}

/** Shows the form to those who may invite; a role that was chosen stays chosen. */
async function offerRoles(fresh) {
  const here = companyId(caller.me);
  if (offered !== here && may('invite_user')) {
    const { body } = await call('GET', 'console/api/roles');
    if (!fresh()) {
      return;
    }
    offer(body.items);
    offered = here;
  }
  at('invite').hidden = !may('invite_user') || !mayWrite() || at('role').children.length === 0;
}

function offer(roles) {
  const chosen = at('role').value;
  at('role').replaceChildren(...roles.map((each) => element('option', { value: each.id }, roleName(each.name))));
  at('role').value = chosen;
  if (at('role').selectedIndex < 0) {
    // the one that may do the least
    at('role').selectedIndex = roles.length - 1;
  }
}

function invitationTable() {
  const table = new Table(say.invitations, [
    [say.email, invitee],
    [say.state, (each) => [badge(say[each.state] || each.state, each.state), mailOf(each)]],
    [say.expires, expiry],
    ...(mayWrite() ? [[say.actions, (each) => actions(each, table)]] : []),
  ]);
  return table;
}

function invitee(invitation) {
  const by = invitation.invited_by === null ? say.erased : typed(invitation.invited_by);
  const values = { role: roleName(invitation.auth_group.name), by, time: time(invitation.created_at) };
  return [typed(invitation.email), element('p', { class: 'soft' }, ...parts(say.invitedAs, values))];
}

function expiry(invitation) {
  if (invitation.expires_at === null) {
    return say.never;
  }
  return ['pending', 'expired'].includes(invitation.state) ? fromNow(invitation.expires_at) : time(invitation.expires_at);
}

function actions(invitation, table) {
  if (!['pending', 'expired'].includes(invitation.state)) {
    return [];
  }
  const resending = new Attempts();
  const path = INVITATIONS + '/' + encodeURIComponent(invitation.id);
  return [
    action(invitation, table, {
      texts: ['resend', 'resendTo', 'resendTitle'],
      question: [resendText(invitation.mail), ...(sendsMail ? [] : [say.noMailServer])].join(' '),
      done: (now) => now.state === 'pending' && (sendsMail ? say.resent : say.resentLater),
      send: () => call('POST', path + '/resend', { key: resending.key(invitation.id) }),
    }),
    ' ',
    action(invitation, table, {
      texts: ['revoke', 'revokeTo', 'revokeTitle'],
      question: say.revokeText,
      done: (now) => now.state === 'revoked' && say.revokedNow,
      send: () => call('POST', path + '/revoke'),
    }),
  ];
}

/** What another mail means to those before, by what became of the newest of them; null if there was none. */
function resendText(mail) {
  if (mail === null) {
    return say.resendFirst;
  }
  return mail === 'waiting' ? say.resendWaiting : say.resendText;
}

/**
 * A button that asks first, and then shows what became of the invitation in its row. Where something else became of it
 * since, as a repeated request may find, nothing was done.
 */
function action(invitation, table, { texts, question, done, send }) {
  const [verb, label, title] = texts;
  const name = { address: invitation.email };
  const button = element('button', { type: 'button', 'aria-label': say[label].replace('{address}', () => plain(invitation.email)) }, say[verb]);
  button.addEventListener('click', () =>
    ask({ title: say[title], question: parts(question, name), verb: say[verb], kind: verb === 'revoke' ? 'danger' : 'main', reload: again }, async () => {
      const { body } = await send();
      inviting.done();
      const row = table.row(body);
      button.closest('tr')?.replaceWith(row);
      return () => {
        focusOn(row);
        announce(done(body) || say.invitationEnded, name);
      };
    }),
  );
  return button;
}

/** Sends the form; what was typed goes only when it is sent. */
export function startInvitations(reload) {
  again = reload;
  at('invite').addEventListener('submit', async (event) => {
    event.preventDefault();
    if (isComplete()) {
      await once(at('invite').querySelector('button'), () => invite(reload));
    }
  });
}

/** Takes what was typed away, for the next caller. */
export function forgetInvitation() {
  at('invite').reset();
  at('role').replaceChildren();
  offered = null;
  blame('email', '');
  inviting.done();
}

function isComplete() {
  const email = at('email').value.trim();
  at('role').setAttribute('aria-invalid', 'false');
  const fault = email === '' ? say.emailMissing : email.includes('@') ? '' : say.emailMalformed;
  blame('email', fault);
  return fault === '';
}

async function invite(reload) {
  const body = { email: at('email').value.trim(), auth_group: Number(at('role').value) };
  try {
    if (await refresh()) {
      await reload();
      at('invite-error').replaceChildren(...parts(say.switchedElsewhere, { company: company() || say.nowhere }));
      return;
    }
    await call('POST', 'api/accounts/invitations/', { body, key: inviting.key(caller.me.id, companyId(caller.me), body) });
  } catch (failure) {
    invitationRefused(failure);
    return;
  }
  inviting.done();
  at('email').value = '';
  focusFrom(at('invite'), at('email'));
  announce(sendsMail ? say.invited : say.invitedLater, { address: body.email });
  await reload();
}

function invitationRefused(failure) {
  const ofEmail = expected(failure).about('email');
  if (ofEmail) {
    blame('email', say.faults[ofEmail] || english(ofEmail));
  } else if (failure.about('auth_group')) {
    blame('role', say.roleRefused);
  } else {
    refuse(failure, at('invite-error'));
  }
}

function blame(field, fault) {
  at(field).setAttribute('aria-invalid', String(fault !== ''));
  at('invite-error').replaceChildren(fault);
  if (fault !== '') {
    announce('');
    focusFrom(at('invite'), at(field));
  }
}
