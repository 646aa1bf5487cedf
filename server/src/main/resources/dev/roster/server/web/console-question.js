// The question before something is done.
import { announce, at, once } from './elements';
import { expected, mayPass, refuse } from './failures';
import { say } from './words';

let confirmed = null;
let working = false;
// what is shown is not true any more
let outdated = null;

/**
 * Asks, and does the work when the answer is yes; the work returns what follows when the question is gone.
 * @param reload shows what is true, where the work failed because something else had become of its object
 */
export function ask({ title, question, verb, kind, reload }, work) {
  at('ask-title').textContent = title;
  at('ask-text').replaceChildren(...question);
  at('ask-error').replaceChildren();
  at('ask-yes').textContent = verb;
  at('ask-yes').className = kind;
  at('ask-yes').hidden = false;
  outdated = null;
  announce('');
  confirmed = { work, reload };
  at('ask').showModal();
  at('ask-no').focus();
}

async function confirm() {
  const { work, reload } = confirmed;
  await once(at('ask-yes'), async () => {
    at('ask-error').replaceChildren();
    // it stays until the answer is there, which belongs to it
    wait(true);
    try {
      const finish = await work();
      wait(false);
      at('ask').close();
      finish();
    } catch (failure) {
      wait(false);
      failed(expected(failure), reload);
    }
  });
}

function wait(begins) {
  working = begins;
  at('ask-no').setAttribute('aria-disabled', String(begins));
}

function failed(failure, reload) {
  if (failure.kind === 'signed-out') {
    at('ask').close();
  }
  refuse(failure, at(at('ask').open ? 'ask-error' : 'trouble'));
  at('ask-yes').textContent = say.tryAgain;
  if (!mayPass(failure)) {
    at('ask-no').focus();
    at('ask-yes').hidden = true;
    outdated = reload;
  }
}

function leave() {
  if (!working) {
    at('ask').close();
  }
}

export function startQuestion() {
  at('ask-yes').addEventListener('click', confirm);
  at('ask-no').addEventListener('click', leave);
  at('ask').addEventListener('cancel', (event) => {
    if (working) {
      event.preventDefault();
    }
  });
  at('ask').addEventListener('close', () => {
    // the event comes late: the next question may be open by then
    if (!at('ask').open) {
      confirmed = null;
      outdated?.();
      outdated = null;
    }
  });
}
