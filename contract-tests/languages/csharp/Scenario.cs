// The scenario of ../README.md with the clients that openapi-generator makes for C#.

using System;
using System.Collections.Generic;
using System.Linq;
using Coolset.Api;
using Coolset.Client;
using Coolset.Model;
using Newtonsoft.Json;
using CompleatConfiguration = Compleat.Client.Configuration;
using CompleatRefusal = Compleat.Client.ApiException;
using TenantApi = Compleat.Api.UsersApi;

static class Scenario
{
    static readonly string Url = Env("SERVER_URL");

    static string Env(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException(name + " is not set");

    static void Say(string name, object value)
    {
        string text = value is bool is_ ? (is_ ? "true" : "false") : value?.ToString() ?? "null";
        Console.WriteLine(name + "=" + text);
    }

    static void Say(string name, IEnumerable<string> values) =>
        Say(name, (object)string.Join(",", values.Select(value => value ?? "null")));

    static Configuration With(string token) => new Configuration { BasePath = Url, AccessToken = Env(token) };

    static TenantApi Tenant(string key)
    {
        var settings = new CompleatConfiguration { BasePath = Url };
        settings.ApiKey["x-api-compleat-key"] = Env(key);
        return new TenantApi(settings);
    }

    static long Millis(DateTime time) =>
        new DateTimeOffset(time.ToUniversalTime(), TimeSpan.Zero).ToUnixTimeMilliseconds();

    static IEnumerable<string> Sorted(IEnumerable<string> names) => names.OrderBy(name => name, StringComparer.Ordinal);

    static (int Status, T Body) Refused<T>(Action call)
    {
        try
        {
            call();
        }
        catch (ApiException refusal)
        {
            return (refusal.ErrorCode, JsonConvert.DeserializeObject<T>((string)refusal.ErrorContent));
        }
        throw new InvalidOperationException("was not refused");
    }

    static void Companies()
    {
        var api = new CompaniesApi(With("THREE_TOKEN"));
        CompanyWorkspacePage page = api.AccountsCompaniesList(ordering: "name", limit: 2);
        Say("companies.count", page.Count);
        Say("companies.names", page.Results.Select(company => company.Name));
        Say("companies.countries", page.Results.Select(company => company.Country));
        Say("companies.next", page.Next != null);
        Say("companies.previous", page.Previous != null);
        CompanyWorkspacePage chosen = api.AccountsCompaniesList(typeIn: "active,trial", ordering: "name");
        Say("companies.chosen", chosen.Results.Select(company => company.Name));
        CompanyWorkspacePage every = new CompaniesApi(With("TYPES_TOKEN")).AccountsCompaniesList();
        Say("companies.types", Sorted(every.Results.Select(company => company.Type.ToString().ToLowerInvariant())));
        CompanyWorkspace own = new CompaniesApi(With("OWNER_TOKEN")).AccountsCompaniesList().Results[0];
        Say("company.created", Millis(own.CreatedAt));
        Say("company.updated", Millis(own.UpdatedAt));
    }

    static void Profiles()
    {
        User me = new UsersApi(With("OWNER_TOKEN")).AccountsUsersMe();
        Say("me.id", me.Id);
        Say("me.company", me.Company.Id);
        Say("me.transactions", me.Company.NrOfTransactions);
        Say("me.credits", me.Company.CreditsUsed);
        Say("me.from", me.Company.MinimumDateFilter?.ToString("yyyy-MM-dd"));
        Say("me.industry", me.Company.Information["industry"]);
        Say("me.theme", me.UserCompany.Config["theme"]);
        Say("me.flags", me.Company.Flags.Select(flag => flag.Name));
        Say("me.role", me.AuthGroup.Name);
        User lone = new UsersApi(With("LONE_TOKEN")).AccountsUsersMe();
        Say("lone.active", lone.ActiveUserCompanyId);
        Say("lone.membership", lone.UserCompany);
        Say("lone.company", lone.Company);
        Say("lone.role", lone.AuthGroup);
        Company bare = new UsersApi(With("BARE_TOKEN")).AccountsUsersMe().Company;
        Say("bare.country", bare.Country);
        Say("bare.currency", bare.DefaultCurrency);
        Say("bare.from", bare.MinimumDateFilter);
        Say("bare.information", bare.Information);
        ApiResponse<List<User>> users = new UsersApi(With("OWNER_TOKEN")).AccountsUsersListWithHttpInfo();
        Say("users.names", Sorted(users.Data.Select(user => user.FirstName)));
        Say("users.total", users.Headers["X-Total-Count"].Single());
    }

    static void Invitations()
    {
        var api = new InvitationsApi(With("OWNER_TOKEN"));
        string key = Guid.NewGuid().ToString();
        var wanted = new InvitationRequest(key + "@example.org", 3);
        InvitationCreated first = api.AccountsInvitationsCreate(wanted, key);
        ApiResponse<InvitationCreated> again = api.AccountsInvitationsCreateWithHttpInfo(wanted, key);
        Say("invite.email", first.Email == wanted.Email);
        Say("invite.same", again.Data.Id == first.Id);
        Say("invite.replayed", again.Headers["Idempotent-Replayed"].Single());
        UserInvitation stored = api.AccountsInvitationsRead(first.Id.ToString());
        Say("invite.active", stored.IsActive);
        Say("invite.company", stored.Company.Name);
        Say("invite.role", stored.AuthGroupId);
        var refusal = Refused<BadRequest>(() => api.AccountsInvitationsCreate(new InvitationRequest("nobody", 3)));
        Say("refused.status", refusal.Status);
        Say("refused.email", ((Dictionary<string, List<string>>)refusal.Body.ActualInstance)["email"]);
    }

    static void Workspaces()
    {
        var api = new WorkspacesApi(With("THREE_TOKEN"));
        List<Workspace> listed = api.AccountsWorkspacesList().Workspaces;
        Say("workspaces.names", Sorted(listed.Select(workspace => workspace.WorkspaceName)));
        Say("workspaces.logos", listed.Count(workspace => workspace.Logo == null));
        var other = new SwitchWorkspaceRequest(long.Parse(Env("THREE_OTHER")));
        Say("switch.message", api.AccountsWorkspacesSwitch(other).VarMessage);
        Say("switch.company", new UsersApi(With("THREE_TOKEN")).AccountsUsersMe().Company.Name);
        var refusal = Refused<Detail>(() => api.AccountsWorkspacesSwitch(new SwitchWorkspaceRequest(1)));
        Say("switch.refused", (refusal.Status + " " + refusal.Body.VarDetail));
        var search = Refused<BadRequest>(() => new CompaniesApi(With("THREE_TOKEN")).AccountsCompaniesList(search: "a\0b"));
        Say("search.refused", (List<string>)search.Body.ActualInstance);
        var unknown = Refused<Detail>(() => new UsersApi(With("UNKNOWN_TOKEN")).AccountsUsersMe());
        Say("unknown", (unknown.Status + " " + unknown.Body.VarDetail));
    }

    static void Countries()
    {
        var api = new CountriesApi(With("OWNER_TOKEN"));
        List<Country> listed = api.AccountsCountriesList();
        Say("countries.count", listed.Count);
        Say("countries.without_official", listed.Any(country => country.OfficialName == null));
        Country one = api.AccountsCountriesRead("nl");
        Say("country.name", one.Name);
        Say("country.official", one.OfficialName);
        Say("country.flag", one.Flag);
    }

    static void Tenants()
    {
        TenantApi api = Tenant("TENANT_KEY");
        string tenant = Env("TENANT_ID");
        Compleat.Model.UserList listed = api.GetUsers(tenant, "null", 1);
        Say("tenant.count", listed.Count);
        Say("tenant.statuses", Sorted(listed.Users.Select(user => user.Status)));
        Say("tenant.of_company", api.GetUsers(tenant, Env("TENANT_COMPANY"), 1).Count);
        Compleat.Model.UserDetail user = api.GetUser(tenant, Env("TENANT_USER"), 1);
        Say("user.language", user.Language.Code);
        Say("user.nominee", user.Nominee.Name);
        Say("user.nominee_start", Millis(user.Nominee.StartDate.Value));
        Say("user.companies", Sorted(user.Companies.Select(company => company.Name)));
        Say("user.version", user.MetaData.VarVersion);
        Compleat.Model.UserDetail bare = Tenant("BARE_TENANT_KEY").GetUser(Env("BARE_TENANT_ID"), Env("BARE_TENANT_USER"), 1);
        Say("bare_user.role", bare.Role);
        Say("bare_user.nominee", bare.Nominee);
        Say("bare_user.language", bare.Language);
        try
        {
            api.GetUser(tenant, tenant, 1);
        }
        catch (CompleatRefusal refusal)
        {
            var wrong = JsonConvert.DeserializeObject<Compleat.Model.ApiError>((string)refusal.ErrorContent);
            Say("user.refused", (refusal.ErrorCode + " " + wrong.ErrorCode + " " + wrong.Message));
        }
    }

    static void Main()
    {
        Console.OutputEncoding = new System.Text.UTF8Encoding(false);
        Companies();
        Profiles();
        Invitations();
        Workspaces();
        Countries();
        Tenants();
    }
}
