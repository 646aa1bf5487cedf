// The caller, as the server said last: who, where, and what the role and the token allow.
import { call } from './calls';
import { roleName } from './elements';
import { say } from './words';

const COOLSET = 'api/accounts/';
const MANAGERS = ['OWNER', 'ADMIN'];

export const caller = { me: null, tokens: [], workspaces: [] };

/** Reads all that is known of the caller, for a whole visit. */
export async function meet() {
  // a token that is wrong is shown once only: the server counts wrong ones
  const user = await readUser();
  const [tokens, workspaces] = await Promise.all([readTokens(), readWorkspaces()]);
  Object.assign(caller, { me: user, tokens, workspaces });
}

/** Reads again who the caller is and where, since both may have changed elsewhere; true if the workspace did. */
export async function refresh() {
  const user = await readUser();
  const moved = companyId(user) !== companyId(caller.me);
  const workspaces = moved ? await readWorkspaces() : caller.workspaces;
  Object.assign(caller, { me: user, workspaces });
  return moved;
}

export function forgetCaller() {
  Object.assign(caller, { me: null, tokens: [], workspaces: [] });
}

const readUser = async () => (await call('GET', COOLSET + 'users/me/')).body;
const readWorkspaces = async () => (await call('GET', COOLSET + 'workspaces/?limit=1000')).body.workspaces;
export const readTokens = async () => (await call('GET', 'console/api/tokens')).body.items;

export const switchTo = (id, key) => call('POST', COOLSET + 'workspaces/switch/', { body: { company_id: id }, key });

export const companyId = (user) => (user && user.company ? user.company.id : null);
export const company = () => caller.me.company && caller.me.company.name;
export const nameOf = (user) => [user.first_name, user.last_name].filter(Boolean).join(' ') || say.nameless;
export const roleOf = (user) => (user.auth_group ? roleName(user.auth_group.name) : say.noRole);

export function may(permission) {
  const group = caller.me.auth_group;
  return Boolean(group && group.permissions.some((each) => each.codename === permission));
}

export const manages = () => Boolean(caller.me.auth_group && MANAGERS.includes(caller.me.auth_group.name));

/** The sections, and whether the server shows the caller what is in them. */
export const offers = () => ({
  members: may('view_user'),
  invitations: manages() || (may('invite_user') && mayWrite()),
  tokens: true,
  audit: manages(),
});

/** The token that this page uses; none if it is a JWT, which is in no list. */
export const current = () => caller.tokens.find((each) => each.is_current);

/** Whether the token may change something, as far as this page knows; a JWT is for the server to judge. */
export const mayWrite = () => !current() || current().scopes.some((scope) => scope === 'write' || scope === 'admin');
