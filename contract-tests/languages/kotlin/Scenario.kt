// The scenario of ../README.md with the clients that openapi-generator makes for Kotlin.

import com.fasterxml.jackson.core.type.TypeReference
import compleat.apis.UsersApi as TenantApi
import compleat.infrastructure.ApiClient as CompleatClient
import compleat.infrastructure.ClientError as CompleatError
import compleat.infrastructure.ClientException as CompleatRefusal
import compleat.infrastructure.Serializer as CompleatJson
import compleat.models.ApiError
import coolset.apis.CompaniesApi
import coolset.apis.CountriesApi
import coolset.apis.InvitationsApi
import coolset.apis.UsersApi
import coolset.apis.WorkspacesApi
import coolset.infrastructure.ApiClient
import coolset.infrastructure.ClientError
import coolset.infrastructure.ClientException
import coolset.infrastructure.Serializer
import coolset.infrastructure.Success
import coolset.models.Detail
import coolset.models.InvitationRequest
import coolset.models.SwitchWorkspaceRequest
import java.util.UUID

private val url = env("SERVER_URL")

private fun env(name: String) = checkNotNull(System.getenv(name)) { "$name is not set" }

private fun say(name: String, value: Any?) =
    println("$name=" + if (value is List<*>) value.joinToString(",") else value)

private fun <C : ApiClient> C.with(token: String): C = apply { accessTokenProvider = { env(token) } }

// the generated client keeps keys for the whole program, not for each client
private fun tenantApi(key: String): TenantApi {
    CompleatClient.apiKey["x-api-compleat-key"] = env(key)
    return TenantApi(url)
}

/** The body of a refusal, which the generated client leaves unread. */
private fun refused(call: () -> Unit): Pair<Int, String> =
    try {
        call()
        error("was not refused")
    } catch (refusal: ClientException) {
        refusal.statusCode to (refusal.response as ClientError<*>).body.toString()
    }

private fun detail(refusal: Pair<Int, String>) =
    "${refusal.first} " + Serializer.jacksonObjectMapper.readValue(refusal.second, Detail::class.java).detail

private fun header(headers: Map<String, List<String>>, name: String) =
    headers.entries.single { it.key.equals(name, ignoreCase = true) }.value.single()

private fun companies() {
    val api = CompaniesApi(url).with("THREE_TOKEN")
    val page = api.accountsCompaniesList(ordering = "name", limit = 2)
    say("companies.count", page.count)
    say("companies.names", page.results.map { it.name })
    say("companies.countries", page.results.map { it.country })
    say("companies.next", page.next != null)
    say("companies.previous", page.previous != null)
    val chosen = api.accountsCompaniesList(typeIn = "active,trial", ordering = "name")
    say("companies.chosen", chosen.results.map { it.name })
    val every = CompaniesApi(url).with("TYPES_TOKEN").accountsCompaniesList()
    say("companies.types", every.results.map { it.type.value }.sorted())
    val own = CompaniesApi(url).with("OWNER_TOKEN").accountsCompaniesList().results[0]
    say("company.created", own.createdAt.toInstant().toEpochMilli())
    say("company.updated", own.updatedAt.toInstant().toEpochMilli())
}

private fun profiles() {
    val me = UsersApi(url).with("OWNER_TOKEN").accountsUsersMe()
    val company = me.company!!
    say("me.id", me.id)
    say("me.company", company.id)
    say("me.transactions", company.nrOfTransactions)
    say("me.credits", company.creditsUsed)
    say("me.from", company.minimumDateFilter)
    say("me.industry", company.information!!["industry"])
    say("me.theme", me.userCompany!!.config!!["theme"])
    say("me.flags", company.flags.map { it.name })
    say("me.role", me.authGroup!!.name)
    val lone = UsersApi(url).with("LONE_TOKEN").accountsUsersMe()
    say("lone.active", lone.activeUserCompanyId)
    say("lone.membership", lone.userCompany)
    say("lone.company", lone.company)
    say("lone.role", lone.authGroup)
    val bare = UsersApi(url).with("BARE_TOKEN").accountsUsersMe().company!!
    say("bare.country", bare.country)
    say("bare.currency", bare.defaultCurrency)
    say("bare.from", bare.minimumDateFilter)
    say("bare.information", bare.information)
    val users = UsersApi(url).with("OWNER_TOKEN").accountsUsersListWithHttpInfo(null, null, null)
    say("users.names", (users as Success).data!!.map { it.firstName }.sorted())
    say("users.total", header(users.headers, "X-Total-Count"))
}

private fun invitations() {
    val api = InvitationsApi(url).with("OWNER_TOKEN")
    val key = UUID.randomUUID().toString()
    val wanted = InvitationRequest(email = "$key@example.org", authGroup = 3)
    val first = api.accountsInvitationsCreate(wanted, key)
    val again = api.accountsInvitationsCreateWithHttpInfo(wanted, key) as Success
    say("invite.email", first.email == wanted.email)
    say("invite.same", again.data!!.id == first.id)
    say("invite.replayed", header(again.headers, "Idempotent-Replayed"))
    val stored = api.accountsInvitationsRead(first.id.toString())
    say("invite.active", stored.isActive)
    say("invite.company", stored.company.name)
    say("invite.role", stored.authGroupId)
    val (status, body) = refused { api.accountsInvitationsCreate(InvitationRequest("nobody", 3)) }
    say("refused.status", status)
    say("refused.email", Serializer.jacksonObjectMapper.readValue(body, object : TypeReference<Map<String, List<String>>>() {})["email"])
}

private fun workspaces() {
    val api = WorkspacesApi(url).with("THREE_TOKEN")
    val listed = api.accountsWorkspacesList().workspaces
    say("workspaces.names", listed.map { it.workspaceName }.sorted())
    say("workspaces.logos", listed.count { it.logo == null })
    say("switch.message", api.accountsWorkspacesSwitch(SwitchWorkspaceRequest(env("THREE_OTHER").toLong())).message)
    say("switch.company", UsersApi(url).with("THREE_TOKEN").accountsUsersMe().company!!.name)
    say("switch.refused", detail(refused { api.accountsWorkspacesSwitch(SwitchWorkspaceRequest(1)) }))
    val search = refused { CompaniesApi(url).with("THREE_TOKEN").accountsCompaniesList(search = "a\u0000b") }
    say("search.refused", Serializer.jacksonObjectMapper.readValue(search.second, object : TypeReference<List<String>>() {}))
    say("unknown", detail(refused { UsersApi(url).with("UNKNOWN_TOKEN").accountsUsersMe() }))
}

private fun countries() {
    val api = CountriesApi(url).with("OWNER_TOKEN")
    val listed = api.accountsCountriesList()
    say("countries.count", listed.size)
    say("countries.without_official", listed.any { it.officialName == null })
    val one = api.accountsCountriesRead("nl")
    say("country.name", one.name)
    say("country.official", one.officialName)
    say("country.flag", one.flag)
}

private fun tenants() {
    val api = tenantApi("TENANT_KEY")
    val tenant = env("TENANT_ID")
    val version = TenantApi.XApiVersionGetUsers._1
    val listed = api.getUsers(tenant, "null", version)
    say("tenant.count", listed.count)
    say("tenant.statuses", listed.users.map { it.status }.sorted())
    say("tenant.of_company", api.getUsers(tenant, env("TENANT_COMPANY"), version).count)
    val user = api.getUser(tenant, env("TENANT_USER"), TenantApi.XApiVersionGetUser._1)
    say("user.language", user.language!!.code)
    say("user.nominee", user.nominee!!.name)
    say("user.nominee_start", user.nominee!!.startDate!!.toInstant().toEpochMilli())
    say("user.companies", user.companies.map { it.name }.sorted())
    say("user.version", user.metaData.version)
    val refusal =
        try {
            api.getUser(tenant, tenant, TenantApi.XApiVersionGetUser._1)
            error("was not refused")
        } catch (refused: CompleatRefusal) {
            refused
        }
    val wrong = CompleatJson.jacksonObjectMapper.readValue((refusal.response as CompleatError<*>).body.toString(), ApiError::class.java)
    val bare = tenantApi("BARE_TENANT_KEY").getUser(env("BARE_TENANT_ID"), env("BARE_TENANT_USER"), TenantApi.XApiVersionGetUser._1)
    say("bare_user.role", bare.role)
    say("bare_user.nominee", bare.nominee)
    say("bare_user.language", bare.language)
    say("user.refused", "${refusal.statusCode} ${wrong.errorCode} ${wrong.message}")
}

fun main() {
    companies()
    profiles()
    invitations()
    workspaces()
    countries()
    tenants()
}
