// What a shop might do with Roster: invite a colleague, and look up who works for a customer.
import { Configuration as CoolsetConfiguration, InvitationsApi, ResponseError } from '../target/js/coolset/index.js';
import { Configuration as CompleatConfiguration, UsersApi } from '../target/js/compleat/index.js';

const EDITOR = 3;

/** Invites somebody; waits and tries again when the server says so. */
export async function invite(baseUrl, token, email, { attempts = 3, sleep = pause } = {}) {
  const invitations = new InvitationsApi(
    new CoolsetConfiguration({ basePath: baseUrl, accessToken: token, headers: { Authorization: `Bearer ${token}` } }));
  for (let attempt = 1; ; attempt++) {
    try {
      return await invitations.accountsInvitationsCreate({ invitationRequest: { email, authGroup: EDITOR } });
    } catch (failure) {
      const wait = failure instanceof ResponseError && [429, 503].includes(failure.response.status);
      if (!wait || attempt === attempts) {
        throw failure;
      }
      await sleep(1000 * Number(failure.response.headers.get('Retry-After') ?? 1));
    }
  }
}

/** The users of a tenant, all companies together. */
export async function usersOf(baseUrl, tenantId, key) {
  const users = new UsersApi(new CompleatConfiguration({ basePath: baseUrl, apiKey: key }));
  return users.getUsers({ tenantId, companyId: 'null', xApiVersion: '1' });
}

const pause = (millis) => new Promise((done) => setTimeout(done, millis));
