'use strict';

// The secret stays in this page: it is read from behind the # of the address, and sent only as the body of a POST.
// Sentences begin with words of ours; what people typed goes into the places {name}, {address}, {company} and {email}.
const words = {
  en: {
    title: 'Invitation',
    loading: 'One moment …',
    invites: 'You are invited by {name} ({address}) to join {company}.',
    nameless: 'You are invited by {address} to join {company}.',
    nobody: 'You are invited to join {company}.',
    some: 'a company',
    as: 'You join as {role}, with the address {email}.',
    wouldJoin: 'You would join as {role}, with the address {email}.',
    until: 'The invitation is valid until {time}.',
    endless: 'The invitation does not expire.',
    unchecked: 'These names are as people typed them, and not checked. Accept only if you know who invites you. Not you? Decline.',
    why: 'Tell us your name, so that your colleagues recognise you.',
    first: 'First name',
    last: 'Last name',
    accept: 'Accept the invitation',
    decline: 'Decline',
    question: 'Decline the invitation to join {company}?',
    consequence: 'A declined invitation cannot be accepted afterwards, but you can be invited again.',
    confirm: 'Decline the invitation',
    back: 'Back',
    declined: 'You declined',
    nobodyAdded: 'Nobody was added to {company}. The links in the mail do not work any more; if you change your mind, ask the person who invited you for a new invitation. You can close this page.',
    missing: 'Fill in your first and last name.',
    fields: { first_name: 'first name', last_name: 'last name' },
    faults: {
      missing: 'Fill in your {field}.',
      'too-long': 'Your {field} is too long: 150 letters are allowed.',
      'hidden-character': 'Your {field} holds a character that cannot be used, perhaps one that nobody sees or a part of an emoji. Delete the {field} and type it again.',
    },
    joined: 'You are a member of {company}',
    already: 'You already joined {company}',
    tooLate: 'The invitation was accepted already',
    removal: 'The invitation to join {company} was accepted, so it cannot be declined any more. If you do not want to be a member, ask an owner or administrator of the workspace to remove you.',
    next: 'Your address there is {email}. Nothing is left to do here; you can close this page.',
    onward: 'Go on to the application, and use the address {email} there.',
    done: 'Nothing is left to do here; you can close this page.',
    doneOnward: 'Nothing is left to do here. Go on to the application.',
    open: 'Continue to {host}',
    expiredTitle: 'This invitation has expired',
    expired: 'The invitation to join {company} expired on {time}. Ask the person who invited you for a new one.',
    incompleteTitle: 'This link is not complete',
    incomplete: 'The address of this page is not complete. Open the link in the mail once more, or copy all of it.',
    invalidTitle: 'This link is not valid',
    invalid: 'The link of this invitation is not valid, or not any more. If you got a newer mail, use its link; otherwise ask the person who invited you for a new one.',
    failedTitle: 'That did not work',
    failed: 'That did not work. Nothing was lost; please try again in a moment.',
    roles: { OWNER: 'owner', ADMIN: 'administrator', EDITOR: 'editor', VIEWER: 'viewer' },
  },
  nl: {
    title: 'Uitnodiging',
    loading: 'Een ogenblik …',
    invites: 'Je bent uitgenodigd door {name} ({address}) om lid te worden van {company}.',
    nameless: 'Je bent uitgenodigd door {address} om lid te worden van {company}.',
    nobody: 'Je bent uitgenodigd om lid te worden van {company}.',
    some: 'een bedrijf',
    as: 'Je wordt {role}, met het adres {email}.',
    wouldJoin: 'Je zou {role} worden, met het adres {email}.',
    until: 'De uitnodiging is geldig tot {time}.',
    endless: 'De uitnodiging verloopt niet.',
    unchecked: 'Deze namen zijn niet gecontroleerd. Accepteer alleen als je weet wie je uitnodigt. Ben jij het niet? Sla de uitnodiging dan af.',
    why: 'Vul je naam in, zodat je collega’s je herkennen.',
    first: 'Voornaam',
    last: 'Achternaam',
    accept: 'Uitnodiging accepteren',
    decline: 'Afslaan',
    question: 'Wil je de uitnodiging voor {company} afslaan?',
    consequence: 'Een afgeslagen uitnodiging kan niet meer worden geaccepteerd, maar je kunt opnieuw worden uitgenodigd.',
    confirm: 'Uitnodiging afslaan',
    back: 'Terug',
    declined: 'Je hebt de uitnodiging afgeslagen',
    nobodyAdded: 'Niemand is toegevoegd aan {company}. De links in de mail werken niet meer; bedenk je je, vraag degene die je uitnodigde dan om een nieuwe uitnodiging. Je kunt deze pagina sluiten.',
    missing: 'Vul je voornaam en achternaam in.',
    fields: { first_name: 'voornaam', last_name: 'achternaam' },
    faults: {
      missing: 'Vul je {field} in.',
      'too-long': 'Je {field} is te lang: 150 letters zijn toegestaan.',
      'hidden-character': 'In je {field} staat een teken dat niet kan, misschien een onzichtbaar teken of een deel van een emoji. Haal de {field} weg en typ die opnieuw.',
    },
    joined: 'Je bent lid van {company}',
    already: 'Je bent al lid van {company}',
    tooLate: 'De uitnodiging is al geaccepteerd',
    removal: 'De uitnodiging voor {company} is geaccepteerd en kan dus niet meer worden afgeslagen. Wil je geen lid zijn, vraag dan een eigenaar of beheerder van de werkruimte om je te verwijderen.',
    next: 'Je adres daar is {email}. Hier is niets meer te doen; je kunt deze pagina sluiten.',
    onward: 'Ga verder naar de applicatie en gebruik daar het adres {email}.',
    done: 'Hier is niets meer te doen; je kunt deze pagina sluiten.',
    doneOnward: 'Hier is niets meer te doen. Ga verder naar de applicatie.',
    open: 'Verder naar {host}',
    expiredTitle: 'Deze uitnodiging is verlopen',
    expired: 'De uitnodiging voor {company} is verlopen op {time}. Vraag degene die je uitnodigde om een nieuwe.',
    incompleteTitle: 'Deze link is niet volledig',
    incomplete: 'Het adres van deze pagina is niet volledig. Open de link in de mail nog eens, of kopieer hem helemaal.',
    invalidTitle: 'Deze link is niet geldig',
    invalid: 'De link van deze uitnodiging is niet geldig, of niet meer. Heb je een nieuwere mail, gebruik dan de link daarin; vraag anders degene die je uitnodigde om een nieuwe.',
    failedTitle: 'Dat lukte niet',
    failed: 'Dat lukte niet. Er is niets verloren; probeer het zo nog eens.',
    roles: { OWNER: 'eigenaar', ADMIN: 'beheerder', EDITOR: 'bewerker', VIEWER: 'lezer' },
  },
};

// the link that declines goes on with a word; it leads to the question, and only the button there declines
const SECRET = /^#([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])(\/decline\b)?/;
const at = (id) => document.getElementById(id);
const quoted = (name) => '“' + name + '”';
const inputs = { first_name: at('first'), last_name: at('last') };
let say = words.en;
// the invitation on the screen, with its secret: the address may have gone on to another one
let shown = null;
let visits = 0;

function speak(language) {
  const dutch = (language || '').toLowerCase().startsWith('nl');
  say = dutch ? words.nl : words.en;
  document.documentElement.lang = dutch ? 'nl' : 'en';
  head(say.title);
  at('why').textContent = say.why;
  at('unchecked').textContent = say.unchecked;
  at('first-label').textContent = say.first;
  at('last-label').textContent = say.last;
  at('accept').textContent = say.accept;
  at('decline').textContent = say.decline;
  at('consequence').textContent = say.consequence;
  at('decline-now').textContent = say.confirm;
  at('back').textContent = say.back;
}

// heading and title say the state
function head(sentence, values) {
  tell(at('title'), sentence, values);
  document.title = at('title').textContent;
}

// the direction of what somebody typed ends with it
function tell(node, sentence, values = {}) {
  const parts = sentence.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) {
      return part;
    }
    const typed = document.createElement('bdi');
    typed.textContent = values[part];
    return typed;
  });
  node.replaceChildren(...parts);
}

const company = (body) => (body.company ? quoted(body.company) : say.some);

function secret() {
  const found = SECRET.exec(location.hash);
  return found ? found[1] : null;
}

function wantsToDecline() {
  const found = SECRET.exec(location.hash);
  return found !== null && found[2] !== undefined;
}

async function post(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    credentials: 'omit',
    cache: 'no-store',
  });
  return { status: answer.status, body: await answer.json().catch(() => ({})) };
}

// one of the parts of the page, or none
function choose(part) {
  at('invitation').hidden = !part;
  at('form').hidden = part !== 'form';
  at('confirm').hidden = part !== 'confirm';
}

function end(title, text, values) {
  choose(null);
  head(title, values);
  tell(at('message'), text, values);
  at('title').focus();
}

function offer(appUrl) {
  at('go').hidden = !appUrl;
  if (appUrl) {
    at('app').href = appUrl;
    tell(at('app'), say.open, { host: new URL(appUrl).host });
  }
}

// a visitor who went on to another invitation gets no answer about this one
const isShown = (invitation) => shown === invitation && secret() === invitation.secret;

// how an invitation can end, by the name in the entry of the history
const endings = {
  joined: (state) => {
    end(say.joined, state.appUrl ? say.onward : say.next, { company: company(state), email: state.email });
    offer(state.appUrl);
  },
  already: (state) => {
    end(say.already, state.appUrl ? say.doneOnward : say.done, { company: company(state) });
    offer(state.appUrl);
  },
  tooLate: (state) => end(say.tooLate, say.removal, { company: company(state) }),
  declined: (state) => end(say.declined, say.nobodyAdded, { company: company(state) }),
  expired: (state) => end(say.expiredTitle, say.expired, { company: company(state), time: state.time }),
  invalid: () => end(say.invalidTitle, say.invalid),
};

// the secret leaves the address; what a reload needs stays with the entry of the history
function conclude(ending, state) {
  const kept = { ending, language: document.documentElement.lang, ...state };
  history.replaceState(kept, '', location.pathname);
  again(kept);
}

function again(state) {
  speak(state.language);
  endings[state.ending](state);
}

// 409 and 410 are for whoever holds the secret; anybody else gets a 404
function refused(answer, declining) {
  const { company, language, app_url: appUrl, expired: time, code } = answer.body || {};
  if (answer.status === 409) {
    conclude(declining ? 'tooLate' : 'already', { company, language, appUrl });
  } else if (answer.status === 410) {
    conclude(code === 'invitation-declined' ? 'declined' : 'expired', { company, language, time });
  } else if (answer.status === 404) {
    conclude('invalid', {});
  } else {
    return false;
  }
  return true;
}

async function show() {
  const visit = ++visits;
  const wanted = secret();
  shown = null;
  choose(null);
  at('accept').disabled = false;
  at('decline-now').disabled = false;
  at('back').disabled = false;
  at('trouble').textContent = '';
  offer(null);
  complain({});
  if (!wanted) {
    const before = history.state;
    if (before && before.ending && !location.hash) {
      again(before);
    } else {
      end(say.incompleteTitle, say.incomplete);
    }
    return;
  }
  at('message').textContent = say.loading;
  let answer;
  try {
    answer = await post('accept/preview', { secret: wanted });
  } catch {
    answer = { status: 0 };
  }
  if (visit !== visits || secret() !== wanted) {
    return;
  }
  if (answer.status !== 200) {
    if (!refused(answer, wantsToDecline())) {
      end(say.failedTitle, say.failed);
    }
    return;
  }
  const open = answer.body;
  speak(open.language);
  shown = {
    secret: wanted,
    company: company(open),
    email: open.email,
    role: say.roles[open.role] || open.role,
    namesNeeded: open.names_needed,
  };
  at('message').textContent = '';
  const sentence = open.inviter ? say.invites : open.inviter_address ? say.nameless : say.nobody;
  tell(at('invites'), sentence, {
    name: quoted(open.inviter),
    address: open.inviter_address,
    company: shown.company,
  });
  tell(at('until'), open.expires ? say.until : say.endless, { time: open.expires });
  at('names').hidden = !open.names_needed;
  if (wantsToDecline()) {
    ask();
  } else {
    present();
    at('title').focus();
  }
}

// faults by the name of their field; none for none
function complain(faults) {
  const names = Object.keys(inputs);
  const wrong = names.filter((name) => faults[name]);
  for (const name of names) {
    inputs[name].setAttribute('aria-invalid', String(wrong.includes(name)));
  }
  const allMissing = names.every((name) => faults[name] === 'missing');
  at('error').textContent = allMissing
    ? say.missing
    : wrong.map((name) => (say.faults[faults[name]] || say.faults.missing).replaceAll('{field}', say.fields[name])).join(' ');
  if (wrong.length > 0) {
    inputs[wrong[0]].focus();
  }
  return wrong.length > 0;
}

function missingNames() {
  const names = shown.namesNeeded ? Object.keys(inputs) : [];
  return Object.fromEntries(names.filter((name) => inputs[name].value.trim() === '').map((name) => [name, 'missing']));
}

async function accept(event) {
  event.preventDefault();
  const accepted = shown;
  if (!accepted || !isShown(accepted) || complain(missingNames())) {
    return;
  }
  const body = { secret: accepted.secret };
  if (accepted.namesNeeded) {
    body.first_name = inputs.first_name.value;
    body.last_name = inputs.last_name.value;
  }
  at('accept').disabled = true;
  let answer;
  try {
    answer = await post('accept', body);
  } catch {
    answer = { status: 0 };
  }
  if (isShown(accepted)) {
    at('accept').disabled = false;
    answered(accepted, answer);
  }
}

function answered(accepted, answer) {
  if (answer.status === 200) {
    conclude('joined', { company: answer.body.company, appUrl: answer.body.app_url, email: accepted.email });
  } else if (!(answer.status === 422 && complain(answer.body.faults || {})) && !refused(answer, false)) {
    at('error').textContent = say.failed;
  }
}

function present() {
  head(say.title);
  tell(at('as'), say.as, { role: shown.role, email: shown.email });
  choose('form');
}

function ask() {
  at('trouble').textContent = '';
  head(say.question, { company: shown.company });
  tell(at('as'), say.wouldJoin, { role: shown.role, email: shown.email });
  choose('confirm');
  at('title').focus();
}

// a reload leads to the invitation, too, where the link led to the question
function goBack() {
  history.replaceState(history.state, '', '#' + shown.secret);
  present();
  at('decline').focus();
}

// nobody can go back while the response is on its way
function leaveByKey(event) {
  if (event.key === 'Escape' && !at('confirm').hidden && !at('decline-now').disabled) {
    goBack();
  }
}

async function decline() {
  const refusing = shown;
  if (!refusing || !isShown(refusing)) {
    return;
  }
  at('decline-now').disabled = true;
  at('back').disabled = true;
  let answer;
  try {
    answer = await post('accept/decline', { secret: refusing.secret });
  } catch {
    answer = { status: 0 };
  }
  if (!isShown(refusing)) {
    return;
  }
  at('decline-now').disabled = false;
  at('back').disabled = false;
  if (answer.status === 200) {
    conclude('declined', { company: answer.body.company });
  } else if (!refused(answer, true)) {
    at('trouble').textContent = say.failed;
    at('decline-now').focus();
  }
}

speak(document.documentElement.lang);
at('decline').addEventListener('click', ask);
at('back').addEventListener('click', goBack);
at('decline-now').addEventListener('click', decline);
at('form').addEventListener('submit', accept);
window.addEventListener('hashchange', show);
document.addEventListener('keydown', leaveByKey);
// two invitations that ended have one address
window.addEventListener('popstate', () => {
  if (!location.hash) {
    show();
  }
});
show();
