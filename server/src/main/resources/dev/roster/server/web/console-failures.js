// The sentences about what failed, and their places.
import { Failure, isSignedIn } from './calls';
import { announce, at, element, english, once, parts, span } from './elements';
import { say } from './words';

let signedOut = () => {};

/** Decides what follows when the server does not take the token any more. */
export function whenSignedOut(handler) {
  signedOut = handler;
}

/** Why something failed, as elements; what the server said stands behind it in English. */
export function reasons(failure) {
  const codes = {
    'invitation-ended': say.invitationEnded,
    'quota-reached': say.quotaReached,
    'role-above-own': say.roleAbove,
  };
  const sentence = codes[failure.body.code] || say.failures[failure.kind];
  const when = span(Math.max(failure.seconds, 1));
  const told = codes[failure.body.code] || ['unavailable', 'throttled'].includes(failure.kind) ? null : failure.detail;
  return [...parts(sentence, { when }), ...(told ? [' ', ...parts(say.serverSays, { detail: english(told) })] : [])];
}

/** Whether the same request may succeed when it is sent again soon. */
export const mayPass = (failure) =>
  ['unreachable', 'unavailable', 'throttled'].includes(failure.kind) && failure.body.code !== 'quota-reached';

/** Passes a fault of this page on, since only failures of requests have a sentence. */
export function expected(failure) {
  if (!(failure instanceof Failure)) {
    throw failure;
  }
  return failure;
}

/** Gives the failure of something that was done to its place, or to the sign-in. */
export function refuse(failure, place) {
  if (expected(failure).kind === 'signed-out') {
    signedOut();
  } else if (failure.kind !== 'stale') {
    // what was done before is no news any more
    announce('');
    place.replaceChildren(...reasons(failure));
    place.hidden = false;
  }
}

/** The failure of something that was to be shown. */
export function trouble(failure, again) {
  refuse(failure, at('trouble'));
  if (isSignedIn() && failure.kind !== 'stale') {
    at('sign-out').hidden = false;
    const button = element('button', { type: 'button' }, say.tryAgain);
    button.addEventListener('click', () => once(button, again));
    at('trouble').append(' ', button);
  }
}

export function calm() {
  if (at('trouble').contains(document.activeElement)) {
    at('title').focus();
  }
  at('trouble').hidden = true;
  at('trouble').replaceChildren();
}
