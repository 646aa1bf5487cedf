// The tokens of the caller.
import { caller, company, current, readTokens, roleOf } from './caller';
import { Table, at, badge, element, fromNow, parts, tell, time, typed } from './elements';
import { fill } from './lists';
import { say } from './words';

export async function showTokens(params, fresh) {
  const tokens = await readTokens();
  if (!fresh()) {
    return;
  }
  caller.tokens = tokens;
  tell(at('my-role'), caller.me.company ? say.myRole : say.noWorkspace, { company: company(), role: roleOf(caller.me) });
  const jwt = current() ? [] : [element('p', {}, say.withJwt)];
  if (tokens.length === 0) {
    fill('tokens', ...jwt, element('p', {}, say.noTokens));
    return;
  }
  const table = new Table(say.tokens, [
    [say.label, labelled],
    [say.scopes, (each) => each.scopes.join(', ')],
    [say.lastUse, lastUse],
    [say.expires, (each) => (each.expires_at === null ? say.never : fromNow(each.expires_at))],
  ]);
  table.add(tokens);
  fill('tokens', ...jwt, table.node, element('p', { class: 'soft' }, say.lost));
}

/** The stored time of the token that this page uses is older than the request that read it. */
function lastUse(token) {
  if (token.is_current) {
    return say.inUse;
  }
  return token.last_used_at === null ? say.notUsed : fromNow(token.last_used_at);
}

function labelled(token) {
  const values = { id: element('code', {}, token.id), time: time(token.created_at) };
  return [
    typed(token.label || say.noLabel),
    ...(token.is_current ? [' ', badge(say.thisOne, 'strong')] : []),
    element('p', { class: 'soft' }, ...parts(say.madeOn, values)),
  ];
}
