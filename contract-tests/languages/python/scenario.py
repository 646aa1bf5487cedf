"""The scenario of ../README.md with the clients that openapi-generator makes for Python."""

import os
import uuid

import compleat
import coolset
from compleat.exceptions import ApiException as CompleatRefusal
from coolset.exceptions import ApiException as CoolsetRefusal

URL = os.environ["SERVER_URL"]


def say(name, value):
    if isinstance(value, bool):
        value = "true" if value else "false"
    elif isinstance(value, list):
        value = ",".join(text(item) for item in value)
    print(f"{name}={text(value)}")


def text(value):
    return "null" if value is None else str(value)


def millis(instant):
    return round(instant.timestamp() * 1000)


def coolset_client(token):
    settings = coolset.Configuration(host=URL, access_token=os.environ[token])
    return coolset.ApiClient(settings)


def compleat_client(key):
    settings = compleat.Configuration(host=URL, api_key={"XCompleatApiKey": os.environ[key]})
    return compleat.UsersApi(compleat.ApiClient(settings))


def companies():
    api = coolset.CompaniesApi(coolset_client("THREE_TOKEN"))
    page = api.accounts_companies_list(ordering="name", limit=2)
    say("companies.count", page.count)
    say("companies.names", [company.name for company in page.results])
    say("companies.countries", [company.country for company in page.results])
    say("companies.next", page.next is not None)
    say("companies.previous", page.previous is not None)
    chosen = api.accounts_companies_list(type__in="active,trial", ordering="name")
    say("companies.chosen", [company.name for company in chosen.results])
    every = coolset.CompaniesApi(coolset_client("TYPES_TOKEN")).accounts_companies_list()
    say("companies.types", sorted(company.type.value for company in every.results))
    own = coolset.CompaniesApi(coolset_client("OWNER_TOKEN")).accounts_companies_list().results[0]
    say("company.created", millis(own.created_at))
    say("company.updated", millis(own.updated_at))


def profiles():
    me = coolset.UsersApi(coolset_client("OWNER_TOKEN")).accounts_users_me()
    say("me.id", me.id)
    say("me.company", me.company.id)
    say("me.transactions", me.company.nr_of_transactions)
    say("me.credits", me.company.credits_used)
    say("me.from", me.company.minimum_date_filter.isoformat())
    say("me.industry", me.company.information["industry"])
    say("me.theme", me.user_company.config["theme"])
    say("me.flags", [flag.name for flag in me.company.flags])
    say("me.role", me.auth_group.name)
    lone = coolset.UsersApi(coolset_client("LONE_TOKEN")).accounts_users_me()
    say("lone.active", lone.active_user_company_id)
    say("lone.membership", lone.user_company)
    say("lone.company", lone.company)
    say("lone.role", lone.auth_group)
    bare = coolset.UsersApi(coolset_client("BARE_TOKEN")).accounts_users_me().company
    say("bare.country", bare.country)
    say("bare.currency", bare.default_currency)
    say("bare.from", bare.minimum_date_filter)
    say("bare.information", bare.information)
    users = coolset.UsersApi(coolset_client("OWNER_TOKEN")).accounts_users_list_with_http_info()
    say("users.names", sorted(user.first_name for user in users.data))
    say("users.total", users.headers["X-Total-Count"])


def invitations():
    api = coolset.InvitationsApi(coolset_client("OWNER_TOKEN"))
    key = str(uuid.uuid4())
    wanted = coolset.InvitationRequest(email=f"{key}@example.org", auth_group=3)
    first = api.accounts_invitations_create(wanted, idempotency_key=key)
    again = api.accounts_invitations_create_with_http_info(wanted, idempotency_key=key)
    say("invite.email", first.email == wanted.email)
    say("invite.same", again.data.id == first.id)
    say("invite.replayed", again.headers["Idempotent-Replayed"])
    stored = api.accounts_invitations_read(str(first.id))
    say("invite.active", stored.is_active)
    say("invite.company", stored.company.name)
    say("invite.role", stored.auth_group_id)
    try:
        api.accounts_invitations_create(coolset.InvitationRequest(email="nobody", auth_group=3))
    except CoolsetRefusal as refusal:
        say("refused.status", refusal.status)
        say("refused.email", refusal.data.actual_instance["email"])


def workspaces():
    client = coolset_client("THREE_TOKEN")
    api = coolset.WorkspacesApi(client)
    listed = api.accounts_workspaces_list().workspaces
    say("workspaces.names", sorted(workspace.workspace_name for workspace in listed))
    say("workspaces.logos", sum(workspace.logo is None for workspace in listed))
    other = coolset.SwitchWorkspaceRequest(company_id=int(os.environ["THREE_OTHER"]))
    say("switch.message", api.accounts_workspaces_switch(other).message)
    say("switch.company", coolset.UsersApi(client).accounts_users_me().company.name)
    try:
        api.accounts_workspaces_switch(coolset.SwitchWorkspaceRequest(company_id=1))
    except CoolsetRefusal as refusal:
        say("switch.refused", f"{refusal.status} {refusal.data.detail}")
    try:
        coolset.CompaniesApi(client).accounts_companies_list(search="a\0b")
    except CoolsetRefusal as refusal:
        say("search.refused", refusal.data.actual_instance)
    try:
        coolset.UsersApi(coolset_client("UNKNOWN_TOKEN")).accounts_users_me()
    except CoolsetRefusal as refusal:
        say("unknown", f"{refusal.status} {refusal.data.detail}")


def countries():
    api = coolset.CountriesApi(coolset_client("OWNER_TOKEN"))
    listed = api.accounts_countries_list()
    say("countries.count", len(listed))
    say("countries.without_official", any(country.official_name is None for country in listed))
    one = api.accounts_countries_read("nl")
    say("country.name", one.name)
    say("country.official", one.official_name)
    say("country.flag", one.flag)


def tenants():
    api = compleat_client("TENANT_KEY")
    tenant = os.environ["TENANT_ID"]
    listed = api.get_users(tenant, "null", 1)
    say("tenant.count", listed.count)
    say("tenant.statuses", sorted(user.status for user in listed.users))
    say("tenant.of_company", api.get_users(tenant, os.environ["TENANT_COMPANY"], 1).count)
    user = api.get_user(tenant, os.environ["TENANT_USER"], 1)
    say("user.language", user.language.code)
    say("user.nominee", user.nominee.name)
    say("user.nominee_start", millis(user.nominee.start_date))
    say("user.companies", sorted(company.name for company in user.companies))
    say("user.version", user.meta_data.version)
    bare = compleat_client("BARE_TENANT_KEY").get_user(
        os.environ["BARE_TENANT_ID"], os.environ["BARE_TENANT_USER"], 1)
    say("bare_user.role", bare.role)
    say("bare_user.nominee", bare.nominee)
    say("bare_user.language", bare.language)
    try:
        api.get_user(tenant, os.environ["TENANT_ID"], 1)
    except CompleatRefusal as refusal:
        say("user.refused", f"{refusal.status} {refusal.data.error_code} {refusal.data.message}")


for part in (companies, profiles, invitations, workspaces, countries, tenants):
    part()
