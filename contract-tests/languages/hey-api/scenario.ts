// The scenario of ../README.md with the clients that @hey-api/openapi-ts makes.

import { randomUUID } from "node:crypto";
import * as tenant from "./compleat/index.js";
import { createClient as createCompleat } from "./compleat/client/index.js";
import { createClient as createCoolset } from "./coolset/client/index.js";
import * as accounts from "./coolset/index.js";

const env = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
};

const text = (value: unknown): string => (value === null ? "null" : String(value));

const say = (name: string, value: unknown): void =>
  console.log(`${name}=${Array.isArray(value) ? value.map(text).join(",") : text(value)}`);

const coolset = (token: string) =>
  createCoolset({ baseUrl: env("SERVER_URL"), auth: () => env(token) });

const compleat = (key: string) =>
  createCompleat({ baseUrl: env("SERVER_URL"), auth: () => env(key) });

// a result has data or an error, by its type, too
const done = <T>(result: { data: T | undefined; error?: unknown }): T => {
  if (result.data === undefined) throw new Error(JSON.stringify(result.error));
  return result.data;
};

async function companies(): Promise<void> {
  const client = coolset("THREE_TOKEN");
  const page = done(
    await accounts.accountsCompaniesList({ client, query: { ordering: "name", limit: 2 } }),
  );
  say("companies.count", page.count);
  say("companies.names", page.results.map((company) => company.name));
  say("companies.countries", page.results.map((company) => company.country));
  say("companies.next", page.next !== null);
  say("companies.previous", page.previous !== null);
  const chosen = done(
    await accounts.accountsCompaniesList({
      client,
      query: { type__in: "active,trial", ordering: "name" },
    }),
  );
  say("companies.chosen", chosen.results.map((company) => company.name));
  const every = done(await accounts.accountsCompaniesList({ client: coolset("TYPES_TOKEN") }));
  say("companies.types", every.results.map((company) => company.type).sort());
  const own = done(await accounts.accountsCompaniesList({ client: coolset("OWNER_TOKEN") }));
  say("company.created", Date.parse(own.results[0]!.created_at));
  say("company.updated", Date.parse(own.results[0]!.updated_at));
}

async function profiles(): Promise<void> {
  const me = done(await accounts.accountsUsersMe({ client: coolset("OWNER_TOKEN") }));
  say("me.id", me.id);
  say("me.company", me.company!.id);
  say("me.transactions", me.company!.nr_of_transactions);
  say("me.credits", me.company!.credits_used);
  say("me.from", me.company!.minimum_date_filter);
  say("me.industry", me.company!.information!["industry"]);
  say("me.theme", me.user_company!.config!["theme"]);
  say("me.flags", me.company!.flags.map((flag) => flag.name));
  say("me.role", me.auth_group!.name);
  const lone = done(await accounts.accountsUsersMe({ client: coolset("LONE_TOKEN") }));
  say("lone.active", lone.active_user_company_id);
  say("lone.membership", lone.user_company);
  say("lone.company", lone.company);
  say("lone.role", lone.auth_group);
  const bare = done(await accounts.accountsUsersMe({ client: coolset("BARE_TOKEN") })).company!;
  say("bare.country", bare.country);
  say("bare.currency", bare.default_currency);
  say("bare.from", bare.minimum_date_filter);
  say("bare.information", bare.information);
  const users = await accounts.accountsUsersList({ client: coolset("OWNER_TOKEN") });
  say("users.names", done(users).map((user) => user.first_name).sort());
  say("users.total", users.response!.headers.get("X-Total-Count"));
}

async function invitations(): Promise<void> {
  const client = coolset("OWNER_TOKEN");
  const key = randomUUID();
  const body = { email: `${key}@example.org`, auth_group: 3 };
  const invite = () =>
    accounts.accountsInvitationsCreate({ client, headers: { "Idempotency-Key": key }, body });
  const first = done(await invite());
  const again = await invite();
  say("invite.email", first.email === body.email);
  say("invite.same", done(again).id === first.id);
  say("invite.replayed", again.response!.headers.get("Idempotent-Replayed"));
  const stored = done(await accounts.accountsInvitationsRead({ client, path: { id: first.id } }));
  say("invite.active", stored.is_active);
  say("invite.company", stored.company.name);
  say("invite.role", stored.auth_group_id);
  const refused = await accounts.accountsInvitationsCreate({
    client,
    body: { email: "nobody", auth_group: 3 },
  });
  say("refused.status", refused.response!.status);
  if (refused.error && "email" in refused.error) say("refused.email", refused.error["email"]);
}

async function workspaces(): Promise<void> {
  const client = coolset("THREE_TOKEN");
  const listed = done(await accounts.accountsWorkspacesList({ client })).workspaces;
  say("workspaces.names", listed.map((workspace) => workspace.workspace_name).sort());
  say("workspaces.logos", listed.filter((workspace) => workspace.logo === null).length);
  const switchTo = (company_id: number) =>
    accounts.accountsWorkspacesSwitch({ client, body: { company_id } });
  say("switch.message", done(await switchTo(Number(env("THREE_OTHER")))).message);
  say("switch.company", done(await accounts.accountsUsersMe({ client })).company!.name);
  const refused = await switchTo(1);
  if (refused.error && "detail" in refused.error)
    say("switch.refused", `${refused.response!.status} ${refused.error.detail}`);
  const search = await accounts.accountsCompaniesList({ client, query: { search: "a\0b" } });
  say("search.refused", search.error);
  const unknown = await accounts.accountsUsersMe({ client: coolset("UNKNOWN_TOKEN") });
  if (unknown.error) say("unknown", `${unknown.response!.status} ${unknown.error.detail}`);
}

async function countries(): Promise<void> {
  const client = coolset("OWNER_TOKEN");
  const listed = done(await accounts.accountsCountriesList({ client }));
  say("countries.count", listed.length);
  say("countries.without_official", listed.some((country) => country.official_name === null));
  const one = done(await accounts.accountsCountriesRead({ client, path: { id: "nl" } }));
  say("country.name", one.name);
  say("country.official", one.official_name);
  say("country.flag", one.flag);
}

async function tenants(): Promise<void> {
  const headers = { "x-api-version": 1 } as const;
  const tenantId = env("TENANT_ID");
  const client = compleat("TENANT_KEY");
  const list = (companyId: string) =>
    tenant.getUsers({ client, path: { tenantId, companyId }, headers });
  const read = (userId: string) => tenant.getUser({ client, path: { tenantId, userId }, headers });
  const listed = done(await list("null"));
  say("tenant.count", listed.Count);
  say("tenant.statuses", listed.Users.map((user) => user.Status).sort());
  say("tenant.of_company", done(await list(env("TENANT_COMPANY"))).Count);
  const user = done(await read(env("TENANT_USER")));
  say("user.language", user.Language!.Code);
  say("user.nominee", user.Nominee!.Name);
  say("user.nominee_start", Date.parse(user.Nominee!.StartDate!));
  say("user.companies", user.Companies.map((company) => company.Name).sort());
  say("user.version", user.MetaData.Version);
  const path = { tenantId: env("BARE_TENANT_ID"), userId: env("BARE_TENANT_USER") };
  const bare = done(await tenant.getUser({ client: compleat("BARE_TENANT_KEY"), path, headers }));
  say("bare_user.role", bare.Role);
  say("bare_user.nominee", bare.Nominee);
  say("bare_user.language", bare.Language);
  const refused = await read(tenantId);
  if (refused.error && "ErrorCode" in refused.error)
    say("user.refused", `${refused.response!.status} ${refused.error.ErrorCode} ${refused.error.Message}`);
}

for (const part of [companies, profiles, invitations, workspaces, countries, tenants]) {
  await part();
}
