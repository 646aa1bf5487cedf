// The scenario of ../README.md with the clients that openapi-generator makes for Go.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"

	"scenario/compleat"
	"scenario/coolset"
)

func say(name string, value any) {
	if list, ok := value.([]string); ok {
		value = strings.Join(list, ",")
	}
	fmt.Printf("%s=%v\n", name, value)
}

func must[T any, R any](value T, _ R, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err, string(body(err)))
		os.Exit(1)
	}
	return value
}

func body(err error) []byte {
	var refusal *coolset.GenericOpenAPIError
	if errors.As(err, &refusal) {
		return refusal.Body()
	}
	return nil
}

// The text of an optional value, and "null" without one.
func text(value *string) string {
	if value == nil {
		return "null"
	}
	return *value
}

func sorted(names []string) []string {
	sort.Strings(names)
	return names
}

func coolsetClient(token string) (*coolset.APIClient, context.Context) {
	settings := coolset.NewConfiguration()
	settings.Servers = coolset.ServerConfigurations{{URL: os.Getenv("SERVER_URL")}}
	ctx := context.WithValue(context.Background(), coolset.ContextAccessToken, os.Getenv(token))
	return coolset.NewAPIClient(settings), ctx
}

func compleatClient(key string) (*compleat.APIClient, context.Context) {
	settings := compleat.NewConfiguration()
	settings.Servers = compleat.ServerConfigurations{{URL: os.Getenv("SERVER_URL")}}
	keys := map[string]compleat.APIKey{"XCompleatApiKey": {Key: os.Getenv(key)}}
	ctx := context.WithValue(context.Background(), compleat.ContextAPIKeys, keys)
	return compleat.NewAPIClient(settings), ctx
}

func names(companies []coolset.CompanyWorkspace) []string {
	var found []string
	for _, company := range companies {
		found = append(found, company.Name)
	}
	return found
}

func companies() {
	client, ctx := coolsetClient("THREE_TOKEN")
	page := must(client.CompaniesAPI.AccountsCompaniesList(ctx).Ordering("name").Limit(2).Execute())
	say("companies.count", page.Count)
	say("companies.names", names(page.Results))
	say("companies.countries", []string{text(page.Results[0].Country.Get()), text(page.Results[1].Country.Get())})
	say("companies.next", page.Next.Get() != nil)
	say("companies.previous", page.Previous.Get() != nil)
	chosen := must(client.CompaniesAPI.AccountsCompaniesList(ctx).TypeIn("active,trial").Ordering("name").Execute())
	say("companies.chosen", names(chosen.Results))
	client, ctx = coolsetClient("TYPES_TOKEN")
	var types []string
	for _, company := range must(client.CompaniesAPI.AccountsCompaniesList(ctx).Execute()).Results {
		types = append(types, string(company.Type))
	}
	say("companies.types", sorted(types))
	client, ctx = coolsetClient("OWNER_TOKEN")
	own := must(client.CompaniesAPI.AccountsCompaniesList(ctx).Execute()).Results[0]
	say("company.created", own.CreatedAt.UnixMilli())
	say("company.updated", own.UpdatedAt.UnixMilli())
}

func profiles() {
	client, ctx := coolsetClient("OWNER_TOKEN")
	me := must(client.UsersAPI.AccountsUsersMe(ctx).Execute())
	company := me.Company.Get()
	say("me.id", me.Id)
	say("me.company", company.Id)
	say("me.transactions", *company.NrOfTransactions.Get())
	say("me.credits", text(company.CreditsUsed.Get()))
	say("me.from", text(company.MinimumDateFilter.Get()))
	say("me.industry", company.Information["industry"])
	say("me.theme", me.UserCompany.Get().Config["theme"])
	var flags []string
	for _, flag := range company.Flags {
		flags = append(flags, flag.Name)
	}
	say("me.flags", flags)
	say("me.role", me.AuthGroup.Get().Name)
	lonely, lone := coolsetClient("LONE_TOKEN")
	nobody := must(lonely.UsersAPI.AccountsUsersMe(lone).Execute())
	say("lone.active", absent(nobody.ActiveUserCompanyId.Get() == nil))
	say("lone.membership", absent(nobody.UserCompany.Get() == nil))
	say("lone.company", absent(nobody.Company.Get() == nil))
	say("lone.role", absent(nobody.AuthGroup.Get() == nil))
	bareClient, bareCtx := coolsetClient("BARE_TOKEN")
	bare := must(bareClient.UsersAPI.AccountsUsersMe(bareCtx).Execute()).Company.Get()
	say("bare.country", text(bare.Country.Get()))
	say("bare.currency", text(bare.DefaultCurrency.Get()))
	say("bare.from", text(bare.MinimumDateFilter.Get()))
	say("bare.information", absent(bare.Information == nil))
	users, response, err := client.UsersAPI.AccountsUsersList(ctx).Execute()
	must(users, response, err)
	var first []string
	for _, user := range users {
		first = append(first, user.FirstName)
	}
	say("users.names", sorted(first))
	say("users.total", response.Header.Get("X-Total-Count"))
}

func absent(is bool) string {
	if is {
		return "null"
	}
	return "present"
}

func invitations() {
	client, ctx := coolsetClient("OWNER_TOKEN")
	random := make([]byte, 16)
	if _, err := rand.Read(random); err != nil {
		panic(err)
	}
	key := fmt.Sprintf("%x", random)
	wanted := coolset.NewInvitationRequest(key+"@example.org", 3)
	create := client.InvitationsAPI.AccountsInvitationsCreate(ctx).InvitationRequest(*wanted).IdempotencyKey(key)
	first := must(create.Execute())
	again, response, err := create.Execute()
	must(again, response, err)
	say("invite.email", first.Email == wanted.Email)
	say("invite.same", again.Id == first.Id)
	say("invite.replayed", response.Header.Get("Idempotent-Replayed"))
	stored := must(client.InvitationsAPI.AccountsInvitationsRead(ctx, first.Id).Execute())
	say("invite.active", stored.IsActive)
	say("invite.company", stored.Company.Name)
	say("invite.role", stored.AuthGroupId)
	wrong := coolset.NewInvitationRequest("nobody", 3)
	_, refused, err := client.InvitationsAPI.AccountsInvitationsCreate(ctx).InvitationRequest(*wrong).Execute()
	say("refused.status", refused.StatusCode)
	say("refused.email", (*model[coolset.BadRequest](err).MapmapOfStringarrayOfString)["email"])
}

// What the body of a refusal says.
func model[T any](err error) T {
	var refusal *coolset.GenericOpenAPIError
	if !errors.As(err, &refusal) {
		panic(err)
	}
	return refusal.Model().(T)
}

func workspaces() {
	client, ctx := coolsetClient("THREE_TOKEN")
	listed := must(client.WorkspacesAPI.AccountsWorkspacesList(ctx).Execute()).Workspaces
	var found []string
	without := 0
	for _, workspace := range listed {
		found = append(found, workspace.WorkspaceName)
		if workspace.Logo.Get() == nil {
			without++
		}
	}
	say("workspaces.names", sorted(found))
	say("workspaces.logos", without)
	other, err := strconv.ParseInt(os.Getenv("THREE_OTHER"), 10, 64)
	if err != nil {
		panic(err)
	}
	switchTo := func(company int64) coolset.ApiAccountsWorkspacesSwitchRequest {
		request := coolset.NewSwitchWorkspaceRequest(company)
		return client.WorkspacesAPI.AccountsWorkspacesSwitch(ctx).SwitchWorkspaceRequest(*request)
	}
	say("switch.message", must(switchTo(other).Execute()).Message)
	say("switch.company", must(client.UsersAPI.AccountsUsersMe(ctx).Execute()).Company.Get().Name)
	_, response, err := switchTo(1).Execute()
	say("switch.refused", fmt.Sprint(response.StatusCode, " ", model[coolset.Detail](err).Detail))
	_, _, err = client.CompaniesAPI.AccountsCompaniesList(ctx).Search("a\x00b").Execute()
	say("search.refused", *model[coolset.BadRequest](err).ArrayOfString)
	stranger, strange := coolsetClient("UNKNOWN_TOKEN")
	_, response, err = stranger.UsersAPI.AccountsUsersMe(strange).Execute()
	say("unknown", fmt.Sprint(response.StatusCode, " ", model[coolset.Detail](err).Detail))
}

func countries() {
	client, ctx := coolsetClient("OWNER_TOKEN")
	listed := must(client.CountriesAPI.AccountsCountriesList(ctx).Execute())
	say("countries.count", len(listed))
	without := false
	for _, country := range listed {
		without = without || country.OfficialName.Get() == nil
	}
	say("countries.without_official", without)
	one := must(client.CountriesAPI.AccountsCountriesRead(ctx, "nl").Execute())
	say("country.name", one.Name)
	say("country.official", text(one.OfficialName.Get()))
	say("country.flag", text(one.Flag.Get()))
}

func tenants() {
	client, ctx := compleatClient("TENANT_KEY")
	tenant := os.Getenv("TENANT_ID")
	listed := must(client.UsersAPI.GetUsers(ctx, tenant, "null").XApiVersion(1).Execute())
	say("tenant.count", listed.Count)
	var statuses []string
	for _, user := range listed.Users {
		statuses = append(statuses, user.Status)
	}
	say("tenant.statuses", sorted(statuses))
	ofCompany := must(client.UsersAPI.GetUsers(ctx, tenant, os.Getenv("TENANT_COMPANY")).XApiVersion(1).Execute())
	say("tenant.of_company", ofCompany.Count)
	user := must(client.UsersAPI.GetUser(ctx, tenant, os.Getenv("TENANT_USER")).XApiVersion(1).Execute())
	say("user.language", user.Language.Get().Code)
	say("user.nominee", user.Nominee.Get().Name)
	say("user.nominee_start", user.Nominee.Get().StartDate.Get().UnixMilli())
	var companies []string
	for _, company := range user.Companies {
		companies = append(companies, company.Name)
	}
	say("user.companies", sorted(companies))
	say("user.version", user.MetaData.Version)
	bareClient, bareCtx := compleatClient("BARE_TENANT_KEY")
	bare := must(bareClient.UsersAPI.GetUser(bareCtx, os.Getenv("BARE_TENANT_ID"), os.Getenv("BARE_TENANT_USER")).XApiVersion(1).Execute())
	say("bare_user.role", text(bare.Role.Get()))
	say("bare_user.nominee", absent(bare.Nominee.Get() == nil))
	say("bare_user.language", absent(bare.Language.Get() == nil))
	_, response, err := client.UsersAPI.GetUser(ctx, tenant, tenant).XApiVersion(1).Execute()
	var refusal *compleat.GenericOpenAPIError
	if !errors.As(err, &refusal) {
		panic(err)
	}
	wrong := refusal.Model().(compleat.ApiError)
	say("user.refused", fmt.Sprint(response.StatusCode, " ", *wrong.ErrorCode, " ", wrong.Message))
}

func main() {
	companies()
	profiles()
	invitations()
	workspaces()
	countries()
	tenants()
}
