// The console of a workspace: what stands behind the # of the address decides what is shown.
import { showAudit } from './audit';
import { Attempts, credential, forget, isSendable, isSignedIn, keep, remember, use } from './calls';
import { caller, company, companyId, forgetCaller, mayWrite, meet, nameOf, offers, refresh, roleOf, switchTo } from './caller';
import { announce, at, element, once, plain, speak, tell, zone } from './elements';
import { calm, expected, reasons, refuse, trouble, whenSignedOut } from './failures';
import { forgetInvitation, showInvitations, startInvitations } from './invitations';
import { address, heading, list } from './lists';
import { showMembers, startMembers } from './members';
import { startQuestion } from './question';
import { showTokens } from './tokens';
import { say } from './words';

const VIEWS = { members: showMembers, invitations: showInvitations, tokens: showTokens, audit: showAudit };
const OF_CALLER = ['who', 'sign-out', 'sections', 'skip'];
const WITHOUT_TIMES = ['members'];

const switching = new Attempts();
// counts what was asked for: an answer that comes late, about something else, is not shown
let visits = 0;
let shown = null;
let lastCaller = null;

/** The section and its parameters, as they stand behind the #; without one, a section that is offered. */
function place() {
  const [name, query] = location.hash.slice(1).split('?');
  const first = caller.me === null || offers().members ? 'members' : 'tokens';
  return { name: Object.hasOwn(VIEWS, name) ? name : first, params: new URLSearchParams(query) };
}

// --- signing in and out

async function signIn() {
  const candidate = credential(at('token').value);
  const fault = candidate === '' ? say.tokenMissing : isSendable(candidate) ? '' : say.tokenMalformed;
  complain(fault);
  if (fault) {
    return;
  }
  use(candidate);
  try {
    await meet();
  } catch (failure) {
    use(null);
    complain(...(expected(failure).kind === 'signed-out' ? [say.tokenRefused] : reasons(failure)));
    return;
  }
  keep();
  at('token').value = '';
  announce('');
  greet();
  at('title').focus();
  await show();
}

function complain(...fault) {
  const wrong = fault.some(Boolean);
  at('token').setAttribute('aria-invalid', String(wrong));
  at('token-error').replaceChildren(...fault);
  if (wrong) {
    announce('');
    at('token').focus();
  }
}

/** Shows who is signed in, and where. */
function greet() {
  const { me } = caller;
  if (lastCaller !== me.id) {
    forgetInvitation();
    lastCaller = me.id;
  }
  tell(at('title'), company() === null ? say.nowhere : '{company}', { company: company() });
  tell(at('who'), me.company ? say.signedInAs : say.signedInNowhere, { name: nameOf(me), address: me.email, role: roleOf(me) });
  for (const id of OF_CALLER) {
    at(id).hidden = false;
  }
  const offered = offers();
  for (const link of at('sections').children) {
    link.hidden = !offered[link.hash.slice(1)];
  }
  at('sign-in').hidden = true;
  at('read-only').hidden = mayWrite();
  offerWorkspaces();
}

/** Forgets the token and everything that was read with it; what was typed stays. */
function signOut(reason) {
  forget();
  forgetCaller();
  visits += 1;
  shown = null;
  at('ask').close();
  for (const id of [...OF_CALLER, 'zone', 'switch', 'read-only', 'invite']) {
    at(id).hidden = true;
  }
  for (const name of Object.keys(VIEWS)) {
    at('view-' + name).hidden = true;
    list(name).replaceChildren();
  }
  for (const id of ['who', 'my-role', 'workspace']) {
    at(id).replaceChildren();
  }
  at('title').textContent = say.console;
  askForToken(reason);
}

function askForToken(reason) {
  document.title = say.signIn + ' · Roster';
  calm();
  at('sign-in').hidden = false;
  if (reason) {
    announce(reason);
  }
  at('token').focus();
}

/** Signs out by intention, so nothing that was typed is needed any more. */
function leave() {
  lastCaller = null;
  forgetInvitation();
  at('search').reset();
  history.replaceState(null, '', location.pathname);
  signOut(say.signedOut);
}

// --- the workspace

function offerWorkspaces() {
  const { me, workspaces } = caller;
  const options = workspaces.map((each) => element('option', { value: each.workspace_id }, each.workspace_name));
  at('switch').hidden = options.length < 2 || !mayWrite();
  // a choice that was made and not yet sent stays
  const known = [...at('workspace').options].map((option) => option.value + option.text).join();
  if (known !== options.map((option) => option.value + option.text).join() || at('switch').dataset.here !== String(companyId(me))) {
    at('workspace').replaceChildren(...options);
    at('workspace').value = String(companyId(me));
    at('switch').dataset.here = String(companyId(me));
  }
}

async function switchWorkspace() {
  const wanted = Number(at('workspace').value);
  try {
    await switchTo(wanted, switching.key(caller.me.id, companyId(caller.me), wanted));
  } catch (failure) {
    refuse(failure, at('trouble'));
    return;
  }
  switching.done();
  history.replaceState(null, '', address(place().name, {}));
  await show();
  announce(say.switched, { company: company() });
}

// --- showing a section

/** Shows what stands behind the # of the address. */
async function show() {
  const visit = ++visits;
  const fresh = () => visit === visits;
  if (!isSignedIn()) {
    askForToken();
    return;
  }
  let { name, params } = place();
  calm();
  if (caller.me !== null) {
    open(name);
  }
  try {
    const moved = await arrive();
    if (fresh()) {
      greet();
      // only now is it known what is offered
      ({ name, params } = place());
      open(name);
      await VIEWS[name](params, fresh);
    }
    if (fresh() && moved) {
      announce(say.switched, { company: company() || say.nowhere });
    }
  } catch (failure) {
    if (fresh()) {
      list(name).querySelector('.loading')?.remove();
      trouble(failure, show);
    }
  }
  if (fresh()) {
    list(name).removeAttribute('aria-busy');
  }
}

/** Learns who the caller is; true if the workspace is another one than before. */
async function arrive() {
  if (caller.me !== null) {
    return refresh();
  }
  at('who').textContent = say.loading;
  at('who').hidden = false;
  try {
    await meet();
  } finally {
    at('who').hidden = true;
  }
  return false;
}

/** Turns to a section at once, before anything is read, so that the focus does not move later on. */
function open(name) {
  for (const each of Object.keys(VIEWS)) {
    at('view-' + each).hidden = each !== name;
  }
  for (const link of at('sections').children) {
    link.setAttribute('aria-current', link.hash === '#' + name ? 'page' : 'false');
  }
  at('zone').hidden = WITHOUT_TIMES.includes(name);
  document.title = [say[name], company() && plain(company()), 'Roster'].filter(Boolean).join(' · ');
  if (shown !== name) {
    list(name).replaceChildren(element('p', { class: 'soft loading' }, say.loading));
  }
  list(name).setAttribute('aria-busy', 'true');
  const arrived = shown !== null && shown !== name;
  shown = name;
  if (arrived) {
    announce('');
    heading(name).focus();
  }
}

// --- the start

function skip(event) {
  event.preventDefault();
  heading(place().name).focus();
}

/** Shows the workspace of the caller, who may have switched it in another tab. */
async function comeBack() {
  if (document.visibilityState !== 'visible' || caller.me === null) {
    return;
  }
  const visit = visits;
  if ((await refresh().catch(() => false)) && visit === visits) {
    await show();
    announce(say.switched, { company: company() || say.nowhere });
  }
}

/** Does something instead of sending a form, once at a time. */
function submit(id, work) {
  at(id).addEventListener('submit', (event) => {
    event.preventDefault();
    once(at(id).querySelector('button'), work);
  });
}

speak();
at('title').textContent = say.console;
at('sections').setAttribute('aria-label', say.sections);
at('states').setAttribute('aria-label', say.states);
tell(at('zone'), say.zone, { zone: zone() });
whenSignedOut(() => signOut(say.ended));
submit('sign-in', signIn);
submit('switch', switchWorkspace);
startMembers(show);
startInvitations(show);
startQuestion();
at('sign-out').addEventListener('click', leave);
at('skip').addEventListener('click', skip);
window.addEventListener('hashchange', show);
document.addEventListener('visibilitychange', comeBack);
remember();
show();
