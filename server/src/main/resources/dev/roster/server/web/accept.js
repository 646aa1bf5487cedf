'use strict';

// The secret stays in this page: it is read from behind the # of the address, and sent only as the body of a POST.
const words = {
  en: {
    title: 'Invitation',
    loading: 'One moment …',
    invites: (who, company) => `${who} invites you to join ${company}.`,
    nobody: (company) => `You are invited to join ${company}.`,
    as: (role, email) => `You join as ${role}, with the address ${email}.`,
    why: 'Tell us your name, so that your colleagues recognise you.',
    first: 'First name',
    last: 'Last name',
    accept: 'Accept the invitation',
    missing: 'Fill in your first and last name.',
    joined: (company) => `You are a member of ${company}`,
    next: (email) => `Sign in with ${email} to begin. You can close this page.`,
    invalid: 'This invitation cannot be accepted: the link is not valid, was used already or has run out. Ask the person who invited you for a new one.',
    failed: 'That did not work. Nothing was lost; please try again in a moment.',
    roles: { OWNER: 'owner', ADMIN: 'administrator', EDITOR: 'editor', VIEWER: 'viewer' },
  },
  nl: {
    title: 'Uitnodiging',
    loading: 'Een ogenblik …',
    invites: (who, company) => `${who} nodigt je uit om lid te worden van ${company}.`,
    nobody: (company) => `Je bent uitgenodigd om lid te worden van ${company}.`,
    as: (role, email) => `Je wordt ${role}, met het adres ${email}.`,
    why: 'Vul je naam in, zodat je collega’s je herkennen.',
    first: 'Voornaam',
    last: 'Achternaam',
    accept: 'Uitnodiging accepteren',
    missing: 'Vul je voornaam en achternaam in.',
    joined: (company) => `Je bent lid van ${company}`,
    next: (email) => `Log in met ${email} om te beginnen. Je kunt deze pagina sluiten.`,
    invalid: 'Deze uitnodiging kan niet worden geaccepteerd: de link is ongeldig, al gebruikt of verlopen. Vraag degene die je uitnodigde om een nieuwe.',
    failed: 'Dat lukte niet. Er is niets verloren; probeer het zo nog eens.',
    roles: { OWNER: 'eigenaar', ADMIN: 'beheerder', EDITOR: 'bewerker', VIEWER: 'lezer' },
  },
};

const at = (id) => document.getElementById(id);
let say = words.en;
let email = '';
let namesNeeded = false;

function speak(language) {
  const dutch = (language || '').toLowerCase().startsWith('nl');
  say = dutch ? words.nl : words.en;
  document.documentElement.lang = dutch ? 'nl' : 'en';
  document.title = say.title;
  at('title').textContent = say.title;
  at('why').textContent = say.why;
  at('first-label').textContent = say.first;
  at('last-label').textContent = say.last;
  at('accept').textContent = say.accept;
}

function secret() {
  return location.hash.slice(1);
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

function end(title, text) {
  at('form').hidden = true;
  document.title = title;
  at('title').textContent = title;
  at('message').textContent = text;
  at('title').focus();
}

async function show() {
  at('form').hidden = true;
  at('error').textContent = '';
  at('message').textContent = say.loading;
  let answer;
  try {
    answer = await post('accept/preview', { secret: secret() });
  } catch {
    answer = { status: 0 };
  }
  if (answer.status !== 200) {
    end(say.title, answer.status === 404 ? say.invalid : say.failed);
    return;
  }
  const open = answer.body;
  speak(open.locale);
  email = open.email;
  namesNeeded = open.names_needed;
  at('message').textContent = '';
  at('invites').textContent = open.inviter ? say.invites(open.inviter, open.company) : say.nobody(open.company);
  at('as').textContent = say.as(say.roles[open.role] || open.role, open.email);
  at('names').hidden = !namesNeeded;
  at('form').hidden = false;
  at('title').focus();
}

function complain(field) {
  at('error').textContent = say.missing;
  field.focus();
}

function missingName() {
  const fields = namesNeeded ? [at('first'), at('last')] : [];
  for (const field of fields) {
    field.setAttribute('aria-invalid', String(field.value.trim() === ''));
  }
  return fields.find((field) => field.value.trim() === '');
}

async function accept(event) {
  event.preventDefault();
  at('error').textContent = '';
  const missing = missingName();
  if (missing) {
    complain(missing);
    return;
  }
  const body = { secret: secret() };
  if (namesNeeded) {
    body.first_name = at('first').value;
    body.last_name = at('last').value;
  }
  at('accept').disabled = true;
  try {
    const answer = await post('accept', body);
    if (answer.status === 200) {
      history.replaceState(null, '', location.pathname);
      end(say.joined(answer.body.company), say.next(email));
    } else if (answer.status === 404) {
      end(say.title, say.invalid);
    } else if (answer.status === 422) {
      complain(at('first'));
    } else {
      at('error').textContent = say.failed;
    }
  } catch {
    at('error').textContent = say.failed;
  } finally {
    at('accept').disabled = false;
  }
}

speak(navigator.language);
at('form').addEventListener('submit', accept);
window.addEventListener('hashchange', show);
show();
