// Requests to the two contracts. The token is in the tab and in the Authorization header, never in a cookie or an address.
const KEPT = 'roster-console';
// where a browser allows no storage, the token lasts as long as the page
let token = null;

function stored(work) {
  try {
    return work(sessionStorage);
  } catch {
    return null;
  }
}

/** Why there is no answer to use: a kind that has a sentence, and what the server said. */
export class Failure extends Error {
  constructor(kind, body = {}, seconds = 0) {
    super(kind);
    this.kind = kind;
    this.body = body;
    this.seconds = seconds;
  }

  /** A general reason, in English. */
  get detail() {
    return typeof this.body.detail === 'string' ? this.body.detail : null;
  }

  /** The message about one field of the request, in English. */
  about(field) {
    const messages = this.body[field];
    return Array.isArray(messages) ? String(messages[0]) : null;
  }
}

/** People paste what they see: a whole header, the word Bearer, blanks and quotes around or line ends within. */
export const credential = (pasted) =>
  pasted.replace(/^(?:[\s"']+|authorization\s*:|bearer(?=\s|$))+/i, '').replace(/[\s"']+/g, '');

/** Whether it can be sent in a header at all. */
export const isSendable = (candidate) => /^[\x21-\x7e]+$/.test(candidate);

export const isSignedIn = () => token !== null;

/** Uses a token without keeping it, until it is known to be good. */
export function use(candidate) {
  token = candidate;
}

export function keep() {
  stored((storage) => storage.setItem(KEPT, token));
}

/** Takes up the token of this tab, if there is one. */
export function remember() {
  token = stored((storage) => storage.getItem(KEPT));
  return isSignedIn();
}

export function forget() {
  token = null;
  stored((storage) => storage.removeItem(KEPT));
}

function kindOf(status) {
  if (status >= 500) {
    return 'unavailable';
  }
  const kinds = { 401: 'signed-out', 403: 'forbidden', 404: 'missing', 409: 'conflict', 429: 'throttled' };
  return kinds[status] || 'refused';
}

/**
 * Sends a request, with a path that begins below this server.
 * @returns the body and the headers of a success; any other answer is a Failure
 */
export async function call(method, path, { body, key } = {}) {
  const headers = { Accept: 'application/json', Authorization: 'Bearer ' + token };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (key !== undefined) {
    headers['Idempotency-Key'] = key;
  }
  const sent = token;
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'omit',
      cache: 'no-store',
    });
  } catch {
    throw new Failure('unreachable');
  }
  const said = await answer.json().catch(() => null);
  if (token !== sent) {
    throw new Failure('stale');
  }
  if (!answer.ok) {
    throw new Failure(kindOf(answer.status), said || {}, Number(answer.headers.get('Retry-After')) || 0);
  }
  if (said === null) {
    throw new Failure('unavailable');
  }
  return { body: said, headers: answer.headers };
}

// randomUUID exists in secure contexts only
function newKey() {
  if (crypto.randomUUID) {
    return crypto.randomUUID();
  }
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Keys for one button: the same for each try of the same thing, until it is done. */
export class Attempts {
  #wanted = null;
  #key = null;

  key(...wanted) {
    const text = JSON.stringify(wanted);
    if (this.#wanted !== text) {
      this.#wanted = text;
      this.#key = newKey();
    }
    return this.#key;
  }

  done() {
    this.#wanted = null;
  }
}
