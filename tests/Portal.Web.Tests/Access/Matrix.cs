namespace Portal.Web.Tests.Access;

/// <summary>Who may do what: one row an endpoint, and no endpoint without a row.</summary>
/// <param name="Endpoint">Method and route as the portal declares them.</param>
/// <param name="Path">The address tried, ids of the scene in brackets.</param>
/// <param name="Allowed">The persons who are let in; everybody else is answered as if nothing were there.</param>
internal sealed record Row(string Endpoint, string Path, IReadOnlySet<string> Allowed)
{
    public bool IsPublic => Allowed.Contains(Matrix.Visitor);

    /// <summary>Spoken with by the protocol of resumable uploads.</summary>
    public bool IsUpload => Endpoint.Contains("/uploads", StringComparison.Ordinal);
}

internal static class Matrix
{
    public const string Visitor = "visitor";

    /// <summary>Names of the demonstration; the stranger is a carrier without any part in what is tried, but what is open to a region.</summary>
    public static readonly IReadOnlyDictionary<string, string> People = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["owner"] = "Camille",
        ["member"] = "Paul",
        ["stranger"] = "Étranger",
        ["expert"] = "Emma",
        ["other-expert"] = "Éric",
        ["officer"] = "Olivier",
        ["other-officer"] = "Odile",
        ["publisher"] = "Pauline",
        ["administrator"] = "Alice",
        ["auditor"] = "Auguste",
    };

    private static readonly string[] Everybody = [.. People.Keys, Visitor];
    private static readonly string[] Accounts = [.. People.Keys];
    private static readonly string[] Team = ["owner", "member"];
    private static readonly string[] Owner = ["owner"];
    private static readonly string[] Experts = ["expert", "other-expert"];
    private static readonly string[] Reviewer = ["expert"];
    private static readonly string[] AllStaff = ["officer", "other-officer", "publisher", "auditor"];
    private static readonly string[] StaffOfDmn = ["officer", "publisher", "auditor"];
    private static readonly string[] InCharge = ["officer"];
    private static readonly string[] Entrusting = ["officer", "administrator"];
    private static readonly string[] Officers = ["officer", "other-officer"];
    private static readonly string[] Administrators = ["administrator"];
    private static readonly string[] Records = ["administrator", "auditor"];
    private static readonly string[] Nobody = [];

    /// <summary>Works for a contact body of the region that a draft is open to.</summary>
    private static readonly string[] Contacts = ["stranger"];
    private static readonly string[] Seated = ["expert", "other-officer", "publisher"];
    private static readonly string[] InRoom = ["expert", "officer", "other-officer", "publisher"];
    private static readonly string[] LeadRoom = ["officer", "other-officer", "publisher"];
    private static readonly string[] ReadJury = ["expert", "officer", "other-officer", "publisher", "auditor"];

    public static readonly IReadOnlyList<Row> Rows =
    [
        // Public
        .. Get(
            Everybody,
            "/",
            "/calls",
            "/winners",
            "/about",
            "/accessibility",
            "/legal",
            "/verify",
            "/robots.txt",
            "/sitemap.xml",
            "/calls.atom",
            "/calls.ics",
            "/data",
            "/subscriptions",
            "/data/winners.csv",
            "/data/winners.json",
            "/data/subventions.csv",
            "/data/360giving.json",
            "/.well-known/security.txt"
        ),
        .. Get(
            Everybody,
            "/account/sign-in",
            "/account/sign-up",
            "/account/forgotten",
            "/account/reset",
            "/account/confirm"
        ),
        .. Get(Everybody, "/api", "/api/v1/openapi.json", "/api/v1/calls", "/api/v1/winners", "/api/v1/winners.jsonl"),
        One(Everybody, "GET /api/v1/calls/{slug}", "/api/v1/calls/evaluation-dmn"),
        One(Everybody, "GET /api/v1/calls/{slug}/form", "/api/v1/calls/evaluation-dmn/form"),
        One(Everybody, "GET /account/code", "/account/code"),
        One(Everybody, "GET /account/upstream/return", "/account/upstream/return"),
        One(Everybody, "GET /calls/{slug}", "/calls/evaluation-dmn"),
        One(Everybody, "GET /calls/{slug}/form", "/calls/evaluation-dmn/form"),
        One(Everybody, "GET /calls/{slug}/eligibility", "/calls/evaluation-dmn/eligibility"),
        One(Everybody, "GET /programme", "/programme"),
        .. Get(Everybody, "/challenges", "/contacts", "/orientation", "/search", "/catalogue", "/events", "/reports"),
        One(Everybody, "GET /catalogue/{slug}/{number}", "/catalogue/mon-espace-sante/[service]"),
        One(Everybody, "GET /tools/{name}", "/tools/cahier-des-charges"),
        One(Everybody, "GET /tools/{name}/{language}.html", "/tools/cahier-des-charges/fr.html"),
        One(
            ["officer", "publisher", "auditor"],
            "GET /staff/waves/{id:guid}/admissions",
            "/staff/waves/[admitting]/admissions"
        ),
        One(Everybody, "GET /cohorts/{slug}", "/cohorts/prevention-2023"),
        One(Everybody, "GET /awards/{slug}/{number:int}", "/awards/talents/1"),
        One(Everybody, "GET /awards/{slug}/{number:int}/vote/{entry:guid}", "/awards/talents/1/vote/[entry]"),
        One(Everybody, "POST /awards/{slug}/{number:int}/vote/{entry:guid}", "/awards/talents/1/vote/[entry]"),
        One(Everybody, "GET /votes/{key:length(64)}", "/votes/[vote]"),
        One(Everybody, "POST /votes/{key:length(64)}/confirm", "/votes/[vote]/confirm"),
        One(["officer", "publisher", "auditor"], "GET /staff/waves/{id:guid}/awards", "/staff/waves/[awards]/awards"),
        One(InCharge, "POST /staff/waves/{id:guid}/awards", "/staff/waves/[awards]/awards"),
        One(Owner, "GET /dossiers/{id:guid}/criteria", "/dossiers/[admitted]/criteria"),
        One(Owner, "POST /dossiers/{id:guid}/criteria/{key}", "/dossiers/[admitted]/criteria/security"),
        One(
            ["officer", "publisher", "auditor"],
            "GET /staff/dossiers/{id:guid}/criteria",
            "/staff/dossiers/[admitted]/criteria"
        ),
        One(InCharge, "POST /staff/dossiers/{id:guid}/criteria/{key}", "/staff/dossiers/[admitted]/criteria/security"),
        One(Everybody, "GET /challenges/{slug}", "/challenges/bien-vieillir"),
        One(Everybody, "GET /orientation/{key}", "/orientation/pecan"),
        One(Everybody, "GET /reports/{slug}", "/reports/usage-secondaire"),
        One(Everybody, "GET /reports/{slug}/{number:int}", "/reports/usage-secondaire/1"),
        One(Everybody, "GET /events/{slug}", "/events/journee-2024"),
        .. OfConsultation(
            Everybody,
            "GET",
            "",
            "/contributions",
            "/contributions.csv",
            "/contributions.json",
            "/contribute"
        ),
        .. OfConsultation(Everybody, "POST", "/contribute"),
        One(Everybody, "GET /consultations/{slug}/synthesis", "/consultations/structures-3-0/synthesis"),
        One(
            Everybody,
            "GET /consultations/{slug}/contributions/{id:guid}/file",
            "/consultations/bien-vieillir/contributions/[contribution]/file"
        ),
        One(Everybody, "GET /contributions/{key:length(64)}", "/contributions/[contribution-key]"),
        One(Everybody, "POST /contributions/{key:length(64)}/confirm", "/contributions/[contribution-key]/confirm"),
        One(
            Everybody,
            "POST /contributions/{key:length(64)}/{id:guid}/file",
            "/contributions/[contribution-key]/[contribution-kept]/file"
        ),
        One(
            Everybody,
            "POST /contributions/{key:length(64)}/{id:guid}/take-back",
            "/contributions/[contribution-key]/[contribution-taken]/take-back"
        ),
        One(AllStaff, "GET /staff/consultations", "/staff/consultations"),
        .. OfConsultation(AllStaff, "GET /staff", "", "/groups", "/plan"),
        .. OfConsultation(Officers, "POST /staff", "/accept", "/withhold", "/group", "/groups/propose", "/plan"),
        .. OfConsultation(Officers, "GET /staff", "/words", "/dates"),
        .. OfConsultation(Officers, "POST /staff", "/words", "/dates"),
        .. Get(Officers, "/staff/consultations/new", "/staff/challenges/new"),
        .. Post(Officers, "/staff/consultations/new", "/staff/challenges/new"),
        One(Officers, "GET /staff/challenges/{slug}", "/staff/challenges/bien-vieillir"),
        One(Officers, "POST /staff/challenges/{slug}", "/staff/challenges/bien-vieillir"),
        .. Get(
            Officers,
            "/staff/cohorts",
            "/staff/cohorts/new",
            "/staff/events",
            "/staff/events/new",
            "/staff/reports"
        ),
        .. Post(Officers, "/staff/cohorts/new", "/staff/events/new"),
        One(Officers, "GET /staff/cohorts/{slug}", "/staff/cohorts/prevention-2023"),
        One(Officers, "POST /staff/cohorts/{slug}", "/staff/cohorts/prevention-2023"),
        One(Officers, "GET /staff/cohorts/{slug}/milestones", "/staff/cohorts/prevention-2023/milestones"),
        One(
            Officers,
            "POST /staff/cohorts/{slug}/milestones/{key}",
            "/staff/cohorts/prevention-2023/milestones/premier_partenaire_signe"
        ),
        One(Officers, "GET /staff/events/{slug}", "/staff/events/journee-2024"),
        One(Officers, "POST /staff/events/{slug}", "/staff/events/journee-2024"),
        .. OfConsultation(["publisher"], "POST /staff", "/publish"),
        One(
            AllStaff,
            "GET /staff/consultations/{slug}/contributions/{id:guid}/file",
            "/staff/consultations/bien-vieillir/contributions/[contribution]/file"
        ),
        One(
            Officers,
            "POST /staff/consultations/{slug}/groups/{id:guid}",
            "/staff/consultations/bien-vieillir/groups/[group]"
        ),
        One(Officers, "GET /staff/challenges/{slug}/committee", "/staff/challenges/bien-vieillir/committee"),
        One(Officers, "POST /staff/challenges/{slug}/committee", "/staff/challenges/bien-vieillir/committee"),
        One(
            Officers,
            "POST /staff/challenges/{slug}/committee/unseat",
            "/staff/challenges/bien-vieillir/committee/unseat"
        ),
        One(Officers, "GET /staff/reports/{slug}/{number:int}", "/staff/reports/usage-secondaire/1"),
        One(Officers, "POST /staff/reports/{slug}/{number:int}", "/staff/reports/usage-secondaire/1"),
        .. Get(Officers, "/staff/orientation", "/staff/contacts", "/staff/contacts/new"),
        .. Post(Officers, "/staff/orientation", "/staff/contacts/new"),
        One(Officers, "GET /staff/contacts/{id:guid}", "/staff/contacts/[contact]"),
        One(Officers, "POST /staff/contacts/{id:guid}", "/staff/contacts/[contact]"),
        One(Officers, "POST /staff/contacts/{id:guid}/people", "/staff/contacts/[contact]/people"),
        One(
            Officers,
            "POST /staff/contacts/{id:guid}/people/{person:guid}/release",
            "/staff/contacts/[contact]/people/[upload]/release"
        ),
        One(Officers, "POST /staff/contacts/{id:guid}/close", "/staff/contacts/[contact-out]/close"),
        One(Officers, "POST /staff/contacts/{id:guid}/reopen", "/staff/contacts/[contact-out]/reopen"),
        One(Team, "GET /dossiers/{id:guid}/contacts", "/dossiers/[draft]/contacts"),
        One(Team, "POST /dossiers/{id:guid}/contacts", "/dossiers/[draft]/contacts"),
        One(Contacts, "GET /region", "/region"),
        One(Contacts, "GET /region/dossiers/{id:guid}", "/region/dossiers/[opened]"),
        One(Contacts, "POST /region/dossiers/{id:guid}/comments", "/region/dossiers/[opened]/comments"),
        One(Everybody, "GET /programme/{table}.csv", "/programme/totals.csv"),
        One(Everybody, "GET /winners/figures", "/winners/figures"),
        One(Everybody, "GET /winners/figures/{table}.csv", "/winners/figures/regions.csv"),
        One(Everybody, "GET /calls/{slug}/winners/figures", "/calls/tiers-lieux/winners/figures"),
        One(Everybody, "GET /calls/{slug}/winners/figures/{table}.csv", "/calls/tiers-lieux/winners/figures/waves.csv"),
        One(
            Everybody,
            "GET /calls/{slug}/waves/{wave:int}/winners/figures",
            "/calls/tiers-lieux/waves/1/winners/figures"
        ),
        One(
            Everybody,
            "GET /calls/{slug}/waves/{wave:int}/winners/figures/{table}.csv",
            "/calls/tiers-lieux/waves/1/winners/figures/success.csv"
        ),
        One(Everybody, "GET /calls/{slug}/winners", "/calls/tiers-lieux/winners"),
        One(Everybody, "GET /calls/{slug}/waves/{number:int}/winners", "/calls/tiers-lieux/waves/1/winners"),
        One(
            Everybody,
            "GET /calls/{slug}/waves/{wave:int}/winners/{number}",
            "/calls/tiers-lieux/waves/1/winners/[won]"
        ),
        One(
            Everybody,
            "GET /calls/{slug}/waves/{wave:int}/winners/{number}/picture.png",
            "/calls/tiers-lieux/waves/1/winners/[won]/picture.png"
        ),
        One(Everybody, "GET /data/{slug}/{wave:int}/winners.csv", "/data/tiers-lieux/1/winners.csv"),
        One(Everybody, "GET /data/{slug}/{wave:int}/winners.json", "/data/tiers-lieux/1/winners.json"),
        One(Everybody, "GET /data/{slug}/{wave:int}/subventions.csv", "/data/tiers-lieux/1/subventions.csv"),
        One(Everybody, "GET /data/{slug}/{wave:int}/360giving.json", "/data/tiers-lieux/1/360giving.json"),
        // Who knows the secret reads the calendar, signed in or not.
        One(Everybody, "GET /calendars/{secret}.ics", "/calendars/[secret].ics"),
        One(Everybody, "* /problem/{status:int}", "/problem/404"),
        .. Post(
            Everybody,
            "/account/sign-in",
            "/account/sign-up",
            "/account/forgotten",
            "/account/reset",
            "/account/confirm",
            "/account/code",
            "/account/passkey/options",
            "/account/passkey/sign-in"
        ),
        One(Everybody, "POST /subscriptions", "/subscriptions"),
        // Who has the key of a mail confirms and ends, signed in or not.
        One(Everybody, "GET /subscriptions/{key}", "/subscriptions/[key]"),
        One(Everybody, "POST /subscriptions/{key}/confirm", "/subscriptions/[key]/confirm"),
        One(Everybody, "POST /subscriptions/{key}/end", "/subscriptions/[ended]/end"),
        .. Get(Administrators, "/admin/mail-texts"),
        One(Administrators, "GET /admin/mail-texts/{template}", "/admin/mail-texts/reminder"),
        One(Administrators, "POST /admin/mail-texts/{template}", "/admin/mail-texts/reminder"),
        One(
            Administrators,
            "POST /admin/mail-texts/{template}/preview",
            "/admin/mail-texts/reminder/preview?language=fr"
        ),
        One(Administrators, "POST /admin/mail-texts/{template}/test", "/admin/mail-texts/reminder/test"),
        One(Administrators, "POST /admin/mail-texts/{template}/own", "/admin/mail-texts/reminder/own?number=0"),
        // Who reports a mail that did not arrive proves it by a signature or a token.
        One(Nobody, "POST /mails/bounces/{source}", "/mails/bounces/provider"),
        // Who has the link of a mail stops such mails, signed in or not.
        One(Everybody, "GET /mails/stop/{key}", "/mails/stop/[stop]"),
        One(Everybody, "POST /mails/stop/{key}", "/mails/stop/[stop]"),
        One(Everybody, "POST /mails/stop/{key}/undo", "/mails/stop/[stop]/undo"),
        One(Everybody, "POST /verify", "/verify"),
        One(Everybody, "POST /account/sign-out", "/account/sign-out"),
        One(Nobody, "POST /account/upstream", "/account/upstream"),
        One(Everybody, "POST /demo/clock", "/demo/clock"),
        One(Nobody, "POST /demo/sign-in", "/demo/sign-in"),
        One(Everybody, "POST /demo/waves/{id:guid}/answers", "/demo/waves/[dmn]/answers"),
        One(Everybody, "POST /demo/waves/{id:guid}/reviews", "/demo/waves/[dmn]/reviews"),
        One(Everybody, "POST /connect/token", "/connect/token"),
        // One's own account
        One(Owner, "GET /account/mails/{id:guid}", "/account/mails/[call-mail]"),
        One(Owner, "GET /account/mails/{id:guid}/html", "/account/mails/[call-mail]/html"),
        .. Get(
            Accounts,
            "/account",
            "/account/mails",
            "/account/second-factor",
            "/account/mails/preferences",
            "/account/calendar",
            "/account/webhooks",
            "/account/applications",
            "/account/data",
            "/account/erase"
        ),
        .. Post(
            Accounts,
            "/account",
            "/account/second-factor",
            "/account/mails/preferences",
            "/account/mails/confirm",
            "/account/calendar",
            "/account/calendar/revoke",
            "/account/webhooks",
            "/account/passkeys/options",
            "/account/passkeys",
            "/account/passkeys/remove",
            "/account/data",
            // Without what one signs in with, nothing is asked for.
            "/account/erase"
        ),
        One(Owner, "POST /account/applications/{id:guid}/end", "/account/applications/[application]/end"),
        // A webhook is its owner's alone
        One(Owner, "GET /account/webhooks/{id:guid}", "/account/webhooks/[webhook]"),
        One(Owner, "POST /account/webhooks/{id:guid}/secret", "/account/webhooks/[webhook]/secret"),
        One(Owner, "POST /account/webhooks/{id:guid}/test", "/account/webhooks/[webhook]/test"),
        One(Owner, "POST /account/webhooks/{id:guid}/pause", "/account/webhooks/[webhook]/pause"),
        One(Owner, "POST /account/webhooks/{id:guid}/resume", "/account/webhooks/[webhook]/resume"),
        One(
            Owner,
            "POST /account/webhooks/{id:guid}/messages/{message:guid}/again",
            "/account/webhooks/[webhook]/messages/[webhook-message]/again"
        ),
        One(Owner, "GET /account/webhooks/{id:guid}/remove", "/account/webhooks/[webhook]/remove"),
        One(Owner, "POST /account/webhooks/{id:guid}/remove", "/account/webhooks/[webhook-gone]/remove"),
        // OpenID Connect and the API ask for a request or a token of their own
        One(Everybody, "GET /connect/authorize", "/connect/authorize"),
        One(Everybody, "POST /connect/authorize", "/connect/authorize"),
        One(Everybody, "GET /connect/userinfo", "/connect/userinfo"),
        // With a token alone: who may do what with one is tried by the tokens' own matrix.
        .. Get(Nobody, "/api/v1/me/dossiers", "/api/v1/figures", "/api/v1/me/assignments", "/api/v1/staff/waves"),
        One(Nobody, "POST /api/v1/me/dossiers", "/api/v1/me/dossiers"),
        One(Nobody, "GET /api/v1/dossiers/{id:guid}", "/api/v1/dossiers/[draft]"),
        One(Nobody, "GET /api/v1/dossiers/{id:guid}/sections/{key}", "/api/v1/dossiers/[draft]/sections/[section]"),
        One(Nobody, "PATCH /api/v1/dossiers/{id:guid}/sections/{key}", "/api/v1/dossiers/[draft]/sections/[section]"),
        One(
            Nobody,
            "POST /api/v1/dossiers/{id:guid}/sections/{key}/files/{field}",
            "/api/v1/dossiers/[draft]/sections/[section]/files/letters?name=lettre.pdf"
        ),
        One(Nobody, "POST /api/v1/dossiers/{id:guid}/filings", "/api/v1/dossiers/[draft]/filings"),
        One(Nobody, "GET /api/v1/reviews/{id:guid}", "/api/v1/reviews/[review]"),
        One(Nobody, "PUT /api/v1/reviews/{id:guid}", "/api/v1/reviews/[review]"),
        One(Nobody, "POST /api/v1/reviews/{id:guid}/submission", "/api/v1/reviews/[review]/submission"),
        One(Nobody, "GET /api/v1/staff/waves/{id:guid}/dossiers.jsonl", "/api/v1/staff/waves/[dmn]/dossiers.jsonl"),
        One(
            Nobody,
            "GET /api/v1/staff/waves/{id:guid}/assignments.jsonl",
            "/api/v1/staff/waves/[dmn]/assignments.jsonl"
        ),
        One(Nobody, "GET /api/v1/staff/waves/{id:guid}/ranking", "/api/v1/staff/waves/[dmn]/ranking"),
        One(Nobody, "POST /api/v1/staff/assignments", "/api/v1/staff/assignments"),
        One(Nobody, "GET /api/v1/staff/dossiers/{id:guid}/decision", "/api/v1/staff/dossiers/[filed]/decision"),
        One(Nobody, "PUT /api/v1/staff/dossiers/{id:guid}/decision", "/api/v1/staff/dossiers/[filed]/decision"),
        // The carrier's desk
        .. Get(Accounts, "/dossiers"),
        One(Accounts, "GET /dossiers/new", "/dossiers/new?wave=[dmn]"),
        One(Accounts, "POST /dossiers/new", "/dossiers/new?Wave=[dmn]"),
        One(Team, "GET /dossiers/{id:guid}", "/dossiers/[draft]"),
        One(Team, "GET /dossiers/{id:guid}/keep", "/dossiers/[draft]/keep"),
        One(Team, "POST /dossiers/{id:guid}/keep", "/dossiers/[draft]/keep"),
        One(Team, "GET /dossiers/{id:guid}/sections/{key}", "/dossiers/[draft]/sections/[section]"),
        One(Team, "POST /dossiers/{id:guid}/sections/{key}", "/dossiers/[draft]/sections/[section]?revision=-1"),
        One(Team, "GET /dossiers/{id:guid}/sections/{key}/state", "/dossiers/[draft]/sections/[section]/state?since=0"),
        One(
            Team,
            "GET /dossiers/{id:guid}/sections/{key}/versions/{field}",
            "/dossiers/[draft]/sections/[section]/versions/title"
        ),
        One(
            Team,
            "POST /dossiers/{id:guid}/versions/{version:guid}/restore",
            "/dossiers/[draft]/versions/[version]/restore"
        ),
        One(
            Team,
            "POST /dossiers/{id:guid}/versions/{version:guid}/leave",
            "/dossiers/[draft]/versions/[version]/leave"
        ),
        One(Team, "POST /dossiers/{id:guid}/sections/{key}/author", "/dossiers/[draft]/sections/[section]/author"),
        One(Team, "POST /dossiers/{id:guid}/sections/{key}/files", "/dossiers/[draft]/sections/[section]/files"),
        One(
            Team,
            "GET /dossiers/{id:guid}/sections/{key}/budgets/{field}",
            "/dossiers/[draft]/sections/budget_section/budgets/budget"
        ),
        One(Team, "GET /dossiers/{id:guid}/check", "/dossiers/[draft]/check"),
        One(Team, "GET /dossiers/{id:guid}/form", "/dossiers/[draft]/form"),
        One(Team, "POST /dossiers/{id:guid}/form", "/dossiers/[draft]/form?version=-1"),
        One(Team, "GET /dossiers/{id:guid}/earlier-answers", "/dossiers/[draft]/earlier-answers"),
        One(Team, "GET /dossiers/{id:guid}/team", "/dossiers/[draft]/team"),
        One(Team, "POST /dossiers/{id:guid}/team", "/dossiers/[draft]/team"),
        One(Team, "POST /dossiers/{id:guid}/team/{person:guid}", "/dossiers/[draft]/team/[person]"),
        One(Team, "POST /dossiers/{id:guid}/team/{person:guid}/remove", "/dossiers/[draft]/team/[person]/remove"),
        One(
            Owner,
            "POST /dossiers/{id:guid}/team/invitations/{invitation:guid}/take-back",
            "/dossiers/[draft]/team/invitations/[invitation]/take-back"
        ),
        One(Team, "POST /dossiers/{id:guid}/coordination/offer", "/dossiers/[draft]/coordination/offer?to=[person]"),
        One(Team, "POST /dossiers/{id:guid}/coordination/take-back", "/dossiers/[draft]/coordination/take-back"),
        One(Team, "POST /dossiers/{id:guid}/coordination/accept", "/dossiers/[draft]/coordination/accept"),
        One(Team, "POST /dossiers/{id:guid}/coordination/decline", "/dossiers/[draft]/coordination/decline"),
        One(Team, "GET /dossiers/{id:guid}/signatures", "/dossiers/[draft]/signatures"),
        One(Team, "POST /dossiers/{id:guid}/signatures", "/dossiers/[draft]/signatures?partner=lead"),
        One(Team, "POST /dossiers/{id:guid}/signatures/ask", "/dossiers/[draft]/signatures/ask"),
        One(Team, "POST /dossiers/{id:guid}/take-up-again", "/dossiers/[draft]/take-up-again"),
        One(Team, "POST /dossiers/{id:guid}/carry-over", "/dossiers/[draft]/carry-over"),
        One(Owner, "GET /dossiers/{id:guid}/changes", "/dossiers/[filed]/changes"),
        One(Owner, "GET /dossiers/{id:guid}/filings/{version:int}", "/dossiers/[filed]/filings/1"),
        One(Team, "GET /dossiers/{id:guid}/remove", "/dossiers/[draft]/remove"),
        One(Owner, "POST /dossiers/{id:guid}/remove", "/dossiers/[filed]/remove"),
        One(Owner, "POST /dossiers/{id:guid}/restore", "/dossiers/[removed]/restore"),
        One(Owner, "GET /dossiers/{id:guid}/decision.pdf", "/dossiers/[won-dossier]/decision.pdf"),
        One(Owner, "GET /dossiers/{id:guid}/appeal", "/dossiers/[won-dossier]/appeal"),
        One(Owner, "POST /dossiers/{id:guid}/appeal", "/dossiers/[won-dossier]/appeal"),
        One(["officer", "publisher", "auditor"], "GET /staff/appeals/{id:guid}", "/staff/appeals/[appeal]"),
        One(["officer"], "POST /staff/appeals/{id:guid}", "/staff/appeals/[appeal]"),
        One(Owner, "GET /dossiers/{id:guid}/project", "/dossiers/[won-dossier]/project"),
        One(Owner, "POST /dossiers/{id:guid}/project/agreement/sign", "/dossiers/[won-dossier]/project/agreement/sign"),
        One(
            ["owner", "officer", "publisher", "auditor"],
            "GET /agreements/{id:guid}.pdf",
            "/agreements/[agreement].pdf"
        ),
        One(["officer", "publisher", "auditor"], "GET /staff/projects/{id:guid}", "/staff/projects/[project]"),
        One(["officer"], "GET /staff/projects/{id:guid}/agreement", "/staff/projects/[project]/agreement"),
        One(["officer"], "POST /staff/projects/{id:guid}/agreement", "/staff/projects/[project]/agreement"),
        One(Nobody, "POST /signatures/callback", "/signatures/callback"),
        One(
            Nobody,
            "POST /dossiers/{id:guid}/project/agreement/sign-electronically",
            "/dossiers/[won-dossier]/project/agreement/sign-electronically"
        ),
        One(
            Nobody,
            "POST /staff/projects/{id:guid}/agreement/sign-electronically",
            "/staff/projects/[project]/agreement/sign-electronically"
        ),
        One(["officer"], "POST /staff/projects/{id:guid}/withdrawal", "/staff/projects/[project]/withdrawal"),
        One(["officer"], "POST /staff/projects/{id:guid}/agreement/send", "/staff/projects/[project]/agreement/send"),
        One(["officer"], "POST /staff/projects/{id:guid}/agreement/drop", "/staff/projects/[project]/agreement/drop"),
        One(
            ["officer", "publisher"],
            "POST /staff/projects/{id:guid}/agreement/sign",
            "/staff/projects/[project]/agreement/sign"
        ),
        One(
            Owner,
            "GET /dossiers/{id:guid}/project/reports/{milestone}",
            "/dossiers/[won-dossier]/project/reports/interim"
        ),
        One(
            Owner,
            "POST /dossiers/{id:guid}/project/reports/{milestone}",
            "/dossiers/[won-dossier]/project/reports/year-1"
        ),
        One(
            Owner,
            "POST /dossiers/{id:guid}/project/reports/{milestone}/submit",
            "/dossiers/[won-dossier]/project/reports/year-1/submit?revision=-1"
        ),
        One(
            Owner,
            "POST /dossiers/{id:guid}/project/reports/{milestone}/files",
            "/dossiers/[won-dossier]/project/reports/year-1/files"
        ),
        One(
            Owner,
            "POST /dossiers/{id:guid}/project/reports/{milestone}/files/{file:guid}/remove",
            "/dossiers/[won-dossier]/project/reports/interim/files/[opinion]/remove"
        ),
        One(Owner, "GET /dossiers/{id:guid}/project/indicators.csv", "/dossiers/[won-dossier]/project/indicators.csv"),
        One(
            Owner,
            "GET /dossiers/{id:guid}/project/payments/{tranche}",
            "/dossiers/[won-dossier]/project/payments/[tranche]"
        ),
        One(
            Owner,
            "POST /dossiers/{id:guid}/project/payments/{tranche}",
            "/dossiers/[won-dossier]/project/payments/[tranche]"
        ),
        One(Owner, "GET /dossiers/{id:guid}/project/changes/new", "/dossiers/[won-dossier]/project/changes/new"),
        One(
            Owner,
            "POST /dossiers/{id:guid}/project/changes",
            "/dossiers/[won-dossier]/project/changes?Kind=Extension"
        ),
        .. Get(AllStaff, "/staff/projects", "/staff/projects.csv"),
        One(StaffOfDmn, "GET /staff/calls/{slug}/payments.csv", "/staff/calls/[own-call]/payments.csv"),
        One(
            ["officer", "publisher", "auditor"],
            "GET /staff/projects/{id:guid}/payments/{payment:guid}",
            "/staff/projects/[project]/payments/[payment]"
        ),
        .. OfProject(["officer"], "payments/{payment:guid}", "control", "paid", "refuse"),
        .. OfProject(["officer", "publisher"], "payments/{payment:guid}", "order"),
        One(["officer"], "GET /staff/projects/{id:guid}/recoveries/new", "/staff/projects/[project]/recoveries/new"),
        One(["officer"], "POST /staff/projects/{id:guid}/recoveries", "/staff/projects/[project]/recoveries"),
        One(
            ["officer", "publisher", "auditor"],
            "GET /staff/projects/{id:guid}/recoveries/{recovery:guid}",
            "/staff/projects/[project]/recoveries/[recovery]"
        ),
        .. OfProject(["officer", "publisher"], "recoveries/{recovery:guid}", "order"),
        .. OfProject(["officer"], "recoveries/{recovery:guid}", "received", "drop"),
        One(
            ["officer", "publisher", "auditor"],
            "GET /staff/projects/{id:guid}/changes/{change:guid}",
            "/staff/projects/[project]/changes/[change]"
        ),
        One(
            ["officer"],
            "POST /staff/projects/{id:guid}/changes/{change:guid}",
            "/staff/projects/[project]/changes/[change]"
        ),
        One(Owner, "GET /dossiers/{id:guid}/decline", "/dossiers/[won-dossier]/decline"),
        One(Owner, "POST /dossiers/{id:guid}/decline", "/dossiers/[won-dossier]/decline"),
        One(Team, "GET /dossiers/{id:guid}/withdraw", "/dossiers/[draft]/withdraw"),
        One(Team, "POST /dossiers/{id:guid}/withdraw", "/dossiers/[draft]/withdraw"),
        One(Team, "GET /dossiers/{id:guid}/messages", "/dossiers/[draft]/messages"),
        One(Team, "POST /dossiers/{id:guid}/messages", "/dossiers/[draft]/messages?Text=Bonjour"),
        One(
            Owner,
            "POST /dossiers/{id:guid}/messages/{message:guid}/take-back",
            "/dossiers/[filed]/messages/[message]/take-back"
        ),
        One(Owner, "GET /dossiers/{id:guid}/complements", "/dossiers/[filed]/complements"),
        One(
            Owner,
            "POST /dossiers/{id:guid}/complements/{request:guid}/file",
            "/dossiers/[filed]/complements/[request]/file"
        ),
        One(
            Owner,
            "POST /dossiers/{id:guid}/complements/{request:guid}/nothing",
            "/dossiers/[filed]/complements/[request]/nothing"
        ),
        One(Owner, "GET /dossiers/{id:guid}/receipt", "/dossiers/[filed]/receipt"),
        One(Owner, "GET /dossiers/{id:guid}/receipt.pdf", "/dossiers/[filed]/receipt.pdf"),
        One(Owner, "GET /dossiers/{id:guid}/receipt/copy", "/dossiers/[filed]/receipt/copy"),
        One(Team, "GET /dossiers/{id:guid}/dossier.pdf", "/dossiers/[draft]/dossier.pdf"),
        One(Team, "GET /dossiers/{id:guid}/dossier.zip", "/dossiers/[draft]/dossier.zip"),
        One(Everybody, "OPTIONS /uploads", "/uploads"),
        One(
            Team,
            "POST /dossiers/{id:guid}/sections/{key}/uploads",
            "/dossiers/[draft]/sections/budget_section/uploads"
        ),
        One(Owner, "HEAD /uploads/{id:guid}", "/uploads/[upload]"),
        One(Owner, "GET /uploads/{id:guid}", "/uploads/[upload]"),
        One(Owner, "PATCH /uploads/{id:guid}", "/uploads/[upload]"),
        One(Owner, "DELETE /uploads/{id:guid}", "/uploads/[upload]"),
        One(Team, "GET /files/{id:guid}", "/files/[file]"),
        One(Nobody, "GET /files/{id:guid}/shown", "/files/[file]/shown"),
        One(Team, "POST /dossiers/{id:guid}/files/{file:guid}/remove", "/dossiers/[draft]/files/[file]/remove"),
        // Filing lets staff read the files: it comes last.
        One(Team, "POST /dossiers/{id:guid}/file", "/dossiers/[draft]/file"),
        // Public facts, and one's own dossiers beside them
        .. Get(Accounts, "/organisations"),
        One(Accounts, "GET /organisations/{siret}", "/organisations/[siret]"),
        One(Accounts, "GET /organisations/{siret}/card", "/organisations/[siret]/card"),
        // Who has a link reads what it invites to and may say no; who is meant says yes
        One(Everybody, "GET /team/{secret:length(64)}", "/team/[to-stranger]"),
        One(["stranger"], "POST /team/{secret:length(64)}/accept", "/team/[to-stranger]/accept"),
        One(Everybody, "POST /team/{secret:length(64)}/decline", "/team/[to-stranger]/decline"),
        One(Everybody, "GET /invitations/{token:length(64)}", "/invitations/[to-expert]"),
        One(Everybody, "POST /invitations/{token:length(64)}/accept", "/invitations/[to-expert]/accept"),
        One(Everybody, "POST /invitations/{token:length(64)}/decline", "/invitations/[to-expert]/decline"),
        One(Reviewer, "POST /invitations/{token:length(64)}/join", "/invitations/[to-expert]/join"),
        // The panel
        .. Get(
            Experts,
            "/reviews",
            "/reviews/profile",
            "/reviews/offline",
            "/reviews/offline.xlsx",
            "/reviews/offline.json"
        ),
        .. Post(Experts, "/reviews/offline", "/reviews/offline/apply"),
        One(Reviewer, "GET /reviews/panels/{id:guid}/charter", "/reviews/panels/[panel]/charter"),
        One(Reviewer, "POST /reviews/panels/{id:guid}/charter", "/reviews/panels/[panel]/charter"),
        One(Reviewer, "GET /reviews/panels/{id:guid}/profile", "/reviews/panels/[panel]/profile"),
        One(Reviewer, "POST /reviews/panels/{id:guid}/profile", "/reviews/panels/[panel]/profile"),
        One(Reviewer, "GET /reviews/panels/{id:guid}/conflicts", "/reviews/panels/[panel]/conflicts"),
        One(Reviewer, "POST /reviews/panels/{id:guid}/conflicts", "/reviews/panels/[panel]/conflicts"),
        One(Reviewer, "GET /reviews/panels/{id:guid}/wishes", "/reviews/panels/[panel]/wishes"),
        One(Reviewer, "POST /reviews/panels/{id:guid}/wishes", "/reviews/panels/[panel]/wishes"),
        One(
            Reviewer,
            "POST /reviews/panels/{id:guid}/wishes/conflict",
            "/reviews/panels/[panel]/wishes/conflict?dossier=[eligible]"
        ),
        One(Reviewer, "GET /reviews/{id:guid}", "/reviews/[review]"),
        One(Reviewer, "GET /reviews/{id:guid}/complements", "/reviews/[review]/complements"),
        One(Reviewer, "POST /reviews/{id:guid}", "/reviews/[review]?revision=-1"),
        One(Reviewer, "POST /reviews/{id:guid}/submit", "/reviews/[review]/submit?revision=-1"),
        One(Reviewer, "POST /reviews/{id:guid}/recuse", "/reviews/[review]/recuse"),
        // A jury, and the room of its sitting
        .. Get(Accounts, "/juries"),
        One(InCharge, "GET /staff/waves/{id:guid}/winners/import", "/staff/waves/[dmn]/winners/import"),
        One(InCharge, "POST /staff/waves/{id:guid}/winners/import", "/staff/waves/[dmn]/winners/import"),
        One(InCharge, "POST /staff/waves/{id:guid}/winners/import/apply", "/staff/waves/[dmn]/winners/import/apply"),
        One(InCharge, "POST /staff/lists/{id:guid}/take-back-import", "/staff/lists/[list]/take-back-import"),
        One(AllStaff, "GET /staff/waves/{id:guid}/juries", "/staff/waves/[reviewed]/juries"),
        One(Officers, "POST /staff/waves/{id:guid}/juries", "/staff/waves/[reviewed]/juries"),
        One(ReadJury, "GET /juries/{id:guid}", "/juries/[jury]"),
        One(Officers, "POST /juries/{id:guid}/members", "/juries/[jury]/members?person=[secretary]&role=Secretary"),
        One(
            Officers,
            "POST /juries/{id:guid}/members/{person:guid}/release",
            "/juries/[jury]/members/[person]/release"
        ),
        One(Seated, "GET /juries/{id:guid}/conflicts", "/juries/[jury]/conflicts"),
        One(Seated, "POST /juries/{id:guid}/conflicts", "/juries/[jury]/conflicts"),
        One(Officers, "POST /juries/{id:guid}/sittings", "/juries/[jury]/sittings"),
        One(ReadJury, "GET /juries/sittings/{id:guid}", "/juries/sittings/[sitting]"),
        One(Officers, "POST /juries/sittings/{id:guid}/agenda", "/juries/sittings/[sitting]/agenda?minutes=20"),
        One(
            Officers,
            "POST /juries/sittings/{id:guid}/agenda/{item:guid}/up",
            "/juries/sittings/[sitting]/agenda/[item]/up"
        ),
        One(
            Officers,
            "POST /juries/sittings/{id:guid}/agenda/{item:guid}/remove",
            "/juries/sittings/[sitting]/agenda/[item]/remove"
        ),
        One(
            Officers,
            "POST /juries/sittings/{id:guid}/move",
            "/juries/sittings/[planned]/move?start=2030-05-02T14:00&place=Ici"
        ),
        One(Officers, "GET /juries/sittings/{id:guid}/cancel", "/juries/sittings/[planned]/cancel"),
        One(Officers, "POST /juries/sittings/{id:guid}/cancel", "/juries/sittings/[planned]/cancel"),
        One(InRoom, "GET /juries/sittings/{id:guid}/room", "/juries/sittings/[sitting]/room"),
        One(LeadRoom, "POST /juries/sittings/{id:guid}/open", "/juries/sittings/[sitting]/open"),
        One(Seated, "POST /juries/sittings/{id:guid}/enter", "/juries/sittings/[sitting]/enter"),
        One(
            LeadRoom,
            "POST /juries/sittings/{id:guid}/items/{item:guid}/call",
            "/juries/sittings/[sitting]/items/[item]/call"
        ),
        One(
            LeadRoom,
            "GET /juries/sittings/{id:guid}/items/{item:guid}/notes",
            "/juries/sittings/[sitting]/items/[item]/notes"
        ),
        One(
            LeadRoom,
            "POST /juries/sittings/{id:guid}/items/{item:guid}/notes",
            "/juries/sittings/[sitting]/items/[item]/notes"
        ),
        One(
            LeadRoom,
            "POST /juries/sittings/{id:guid}/items/{item:guid}/polls",
            "/juries/sittings/[sitting]/items/[item]/polls"
        ),
        One(
            Seated,
            "POST /juries/sittings/{id:guid}/polls/{poll:guid}/ballots",
            "/juries/sittings/[sitting]/polls/[poll]/ballots"
        ),
        One(
            LeadRoom,
            "POST /juries/sittings/{id:guid}/polls/{poll:guid}/close",
            "/juries/sittings/[sitting]/polls/[poll]/close"
        ),
        One(Seated, "POST /juries/sittings/{id:guid}/leave", "/juries/sittings/[sitting]/leave"),
        One(LeadRoom, "GET /juries/sittings/{id:guid}/close", "/juries/sittings/[sitting]/close"),
        One(LeadRoom, "POST /juries/sittings/{id:guid}/close", "/juries/sittings/[sitting]/close"),
        One(ReadJury, "GET /juries/sittings/{id:guid}/minutes", "/juries/sittings/[sitting-over]/minutes"),
        One(LeadRoom, "POST /juries/sittings/{id:guid}/minutes", "/juries/sittings/[sitting-over]/minutes"),
        One(
            InRoom,
            "POST /juries/sittings/{id:guid}/minutes/{version:int}/sign",
            "/juries/sittings/[sitting-over]/minutes/1/sign"
        ),
        One(
            ReadJury,
            "GET /juries/sittings/{id:guid}/minutes/{version:int}.pdf",
            "/juries/sittings/[sitting-over]/minutes/1.pdf"
        ),
        One(Reviewer, "GET /reviews/interim/{id:guid}", "/reviews/interim/[opinion]"),
        One(Reviewer, "POST /reviews/interim/{id:guid}/begin", "/reviews/interim/[opinion]/begin"),
        One(Reviewer, "POST /reviews/interim/{id:guid}", "/reviews/interim/[opinion]?revision=-1"),
        One(Reviewer, "POST /reviews/interim/{id:guid}/submit", "/reviews/interim/[opinion]/submit?revision=-1"),
        One(Reviewer, "POST /reviews/interim/{id:guid}/recuse", "/reviews/interim/[opinion]/recuse"),
        One(Reviewer, "GET /reviews/{id:guid}/versions", "/reviews/[review]/versions"),
        One(
            Reviewer,
            "POST /reviews/{id:guid}/versions/{number:int}/restore",
            "/reviews/[review]/versions/1/restore?revision=-1"
        ),
        One(Reviewer, "POST /reviews/{id:guid}/reopen", "/reviews/[review]/reopen"),
        One(Experts, "GET /reviews/exercises/{id:guid}", "/reviews/exercises/[exercise]"),
        One(Experts, "POST /reviews/exercises/{id:guid}", "/reviews/exercises/[exercise]?revision=-1"),
        One(Experts, "POST /reviews/exercises/{id:guid}/submit", "/reviews/exercises/[exercise]/submit?revision=-1"),
        One(AllStaff, "GET /staff/waves/{id:guid}/exercise", "/staff/waves/[reviewed]/exercise"),
        One(Officers, "POST /staff/waves/{id:guid}/exercise", "/staff/waves/[reviewed]/exercise"),
        One(Officers, "POST /staff/waves/{id:guid}/exercise/open", "/staff/waves/[reviewed]/exercise/open"),
        One(Officers, "POST /staff/waves/{id:guid}/exercise/reference", "/staff/waves/[reviewed]/exercise/reference"),
        One(Officers, "POST /staff/waves/{id:guid}/exercise/remind", "/staff/waves/[reviewed]/exercise/remind"),
        One(Reviewer, "POST /reviews/{id:guid}/keep", "/reviews/[review]/keep"),
        One(Reviewer, "POST /reviews/{id:guid}/doubt", "/reviews/[review]/doubt"),
        One(Reviewer, "POST /reviews/{id:guid}/notes", "/reviews/[review]/notes"),
        One(Reviewer, "POST /reviews/{id:guid}/notes/{note:guid}/remove", "/reviews/[review]/notes/[note]/remove"),
        One(Reviewer, "GET /reviews/{id:guid}/discussion", "/reviews/[submitted]/discussion"),
        One(Reviewer, "POST /reviews/{id:guid}/discussion", "/reviews/[submitted]/discussion"),
        One(
            Reviewer,
            "POST /reviews/{id:guid}/discussion/{message:guid}/strike",
            "/reviews/[submitted]/discussion/[said]/strike"
        ),
        One(Reviewer, "GET /reviews/{id:guid}/synthesis", "/reviews/[submitted]/synthesis"),
        One(Reviewer, "GET /reviews/{id:guid}/synthesis/versions", "/reviews/[submitted]/synthesis/versions"),
        One(
            Reviewer,
            "POST /reviews/{id:guid}/synthesis/versions/{number:int}/restore",
            "/reviews/[submitted]/synthesis/versions/1/restore?revision=-1"
        ),
        One(Reviewer, "POST /reviews/{id:guid}/synthesis", "/reviews/[submitted]/synthesis?revision=-1"),
        One(Reviewer, "POST /reviews/{id:guid}/synthesis/submit", "/reviews/[submitted]/synthesis/submit?revision=-1"),
        One(Reviewer, "POST /reviews/{id:guid}/synthesis/reopen", "/reviews/[submitted]/synthesis/reopen"),
        One(Reviewer, "POST /reviews/{id:guid}/synthesis/opinion", "/reviews/[submitted]/synthesis/opinion"),
        One(InRoom, "GET /juries/sittings/{id:guid}/items/{item:guid}", "/juries/sittings/[sitting]/items/[item]"),
        One(InRoom, "GET /juries/sittings/{id:guid}/pack.pdf", "/juries/sittings/[sitting]/pack.pdf"),
        One(
            InRoom,
            "GET /juries/sittings/{id:guid}/items/{item:guid}/pack.pdf",
            "/juries/sittings/[sitting]/items/[item]/pack.pdf"
        ),
        One(Officers, "GET /juries/sittings/{id:guid}/auditions", "/juries/sittings/[sitting]/auditions"),
        One(Officers, "POST /juries/sittings/{id:guid}/slots", "/juries/sittings/[sitting]/slots"),
        One(Officers, "POST /juries/sittings/{id:guid}/auditions", "/juries/sittings/[sitting]/auditions"),
        One(Owner, "GET /auditions/{id:guid}", "/auditions/[audition]"),
        One(Owner, "POST /auditions/{id:guid}/slot", "/auditions/[audition]/slot"),
        One(
            Officers,
            "POST /juries/sittings/{id:guid}/auditions/{audition:guid}/cancel",
            "/juries/sittings/[sitting]/auditions/[audition]/cancel"
        ),
        // Staff
        One(StaffOfDmn, "GET /staff/dossiers/{id:guid}/discussion", "/staff/dossiers/[discussed]/discussion"),
        One(InCharge, "POST /staff/dossiers/{id:guid}/discussion", "/staff/dossiers/[discussed]/discussion"),
        One(
            InCharge,
            "POST /staff/dossiers/{id:guid}/discussion/{message:guid}/strike",
            "/staff/dossiers/[discussed]/discussion/[said]/strike"
        ),
        .. Get(AllStaff, "/staff"),
        One(StaffOfDmn, "GET /staff/waves/{id:guid}/complements", "/staff/waves/[dmn]/complements"),
        One(InCharge, "GET /staff/dossiers/{id:guid}/complements/new", "/staff/dossiers/[filed]/complements/new"),
        One(InCharge, "POST /staff/dossiers/{id:guid}/complements", "/staff/dossiers/[filed]/complements"),
        One(
            StaffOfDmn,
            "GET /staff/dossiers/{id:guid}/complements/{request:guid}",
            "/staff/dossiers/[filed]/complements/[request]"
        ),
        One(
            InCharge,
            "POST /staff/dossiers/{id:guid}/complements/{request:guid}/prolong",
            "/staff/dossiers/[filed]/complements/[request]/prolong?due=2024-12-01T12:00"
        ),
        One(
            InCharge,
            "POST /staff/dossiers/{id:guid}/complements/{request:guid}/withdraw",
            "/staff/dossiers/[filed]/complements/[request]/withdraw"
        ),
        One(StaffOfDmn, "GET /staff/waves/{id:guid}/progress", "/staff/waves/[dmn]/progress"),
        One(InCharge, "POST /staff/waves/{id:guid}/progress/remind", "/staff/waves/[dmn]/progress/remind"),
        One(InCharge, "POST /staff/waves/{id:guid}/progress/terms", "/staff/waves/[dmn]/progress/terms"),
        One(InCharge, "POST /staff/waves/{id:guid}/progress/close", "/staff/waves/[dmn]/progress/close"),
        One(InCharge, "POST /staff/waves/{id:guid}/progress/reopen", "/staff/waves/[dmn]/progress/reopen"),
        One(Officers, "POST /staff/reviews/{id:guid}/hand-back", "/staff/reviews/[review]/hand-back"),
        One(Officers, "POST /staff/reviews/{id:guid}/rapporteur", "/staff/reviews/[review]/rapporteur"),
        One(Officers, "POST /staff/reviews/{id:guid}/take-away", "/staff/reviews/[review]/take-away"),
        // The designer of a call's form; without a revision nothing is changed, and giving the draft up comes last.
        .. Designer(
            "GET ",
            "GET /difference",
            "GET /sections/new",
            "GET /sections/{key}",
            "GET /fields/new",
            "GET /fields/{path}",
            "GET /rules/new",
            "GET /rules/{key}",
            "GET /preview",
            "GET /import",
            "GET /import/template.xlsx",
            "POST /preview",
            "POST /import/descriptor",
            "POST /import/spreadsheet",
            "POST /begin",
            "POST /put-back",
            "POST /sections/new",
            "POST /sections/{key}",
            "POST /sections/{key}/move",
            "POST /sections/{key}/remove",
            "POST /fields/new",
            "POST /fields/{path}",
            "POST /fields/{path}/move",
            "POST /fields/{path}/remove",
            "POST /rules/new",
            "POST /rules/{key}",
            "POST /rules/{key}/remove",
            "POST /publish",
            "POST /drop"
        ),
        One(StaffOfDmn, "GET /staff/waves/{id:guid}", "/staff/waves/[dmn]"),
        One(StaffOfDmn, "GET /staff/waves/{id:guid}/dossiers", "/staff/waves/[dmn]/dossiers"),
        One(StaffOfDmn, "GET /staff/waves/{id:guid}/dossiers.csv", "/staff/waves/[dmn]/dossiers.csv"),
        One(StaffOfDmn, "GET /staff/waves/{id:guid}/ranking", "/staff/waves/[dmn]/ranking"),
        One(StaffOfDmn, "GET /staff/waves/{id:guid}/portfolio", "/staff/waves/[dmn]/portfolio"),
        One(InCharge, "POST /staff/waves/{id:guid}/portfolio", "/staff/waves/[dmn]/portfolio"),
        One(InCharge, "POST /staff/waves/{id:guid}/portfolio/order", "/staff/waves/[ranked]/portfolio/order"),
        One(InCharge, "POST /staff/waves/{id:guid}/portfolio/rules", "/staff/waves/[ranked]/portfolio/rules"),
        One(
            InCharge,
            "POST /staff/waves/{id:guid}/portfolio/rules/{place:int}/lift",
            "/staff/waves/[ranked]/portfolio/rules/0/lift"
        ),
        One(
            InCharge,
            "GET /staff/waves/{id:guid}/portfolio/take-over",
            "/staff/waves/[ranked]/portfolio/take-over?from=Jury"
        ),
        One(
            InCharge,
            "POST /staff/waves/{id:guid}/portfolio/take-over",
            "/staff/waves/[ranked]/portfolio/take-over?from=Jury"
        ),
        One(InCharge, "POST /staff/take-overs/{id:guid}/undo", "/staff/take-overs/[take-over]/undo"),
        One(InCharge, "POST /staff/waves/{id:guid}/ranking", "/staff/waves/[dmn]/ranking?Dossiers=1"),
        One(StaffOfDmn, "GET /staff/rankings/{id:guid}", "/staff/rankings/[ranking]"),
        One(InCharge, "POST /staff/rankings/{id:guid}/again", "/staff/rankings/[ranking]/again"),
        One(StaffOfDmn, "GET /staff/rankings/{id:guid}/sensitivity", "/staff/rankings/[ranking]/sensitivity"),
        One(StaffOfDmn, "GET /staff/rankings/{id:guid}/votes.csv", "/staff/rankings/[ranking]/votes.csv"),
        One(StaffOfDmn, "GET /staff/rankings/{id:guid}/ranks.csv", "/staff/rankings/[ranking]/ranks.csv"),
        One(StaffOfDmn, "GET /staff/rankings/{id:guid}/ranking.xlsx", "/staff/rankings/[ranking]/ranking.xlsx"),
        One(StaffOfDmn, "GET /staff/waves/{id:guid}/experts", "/staff/waves/[dmn]/experts"),
        One(StaffOfDmn, "GET /staff/waves/{id:guid}/winners", "/staff/waves/[dmn]/winners"),
        One(StaffOfDmn, "GET /staff/dossiers/{id:guid}", "/staff/dossiers/[filed]"),
        One(
            StaffOfDmn,
            "GET /staff/projects/{id:guid}/reports/{milestone}",
            "/staff/projects/[project]/reports/interim"
        ),
        One(
            InCharge,
            "POST /staff/projects/{id:guid}/reports/{milestone}/send-back",
            "/staff/projects/[project]/reports/interim/send-back"
        ),
        One(
            InCharge,
            "POST /staff/projects/{id:guid}/reports/{milestone}/accept",
            "/staff/projects/[project]/reports/interim/accept?Justified=0"
        ),
        One(
            StaffOfDmn,
            "GET /staff/projects/{id:guid}/interim/{milestone}",
            "/staff/projects/[project]/interim/interim"
        ),
        One(
            InCharge,
            "POST /staff/projects/{id:guid}/interim/{milestone}/ask",
            "/staff/projects/[project]/interim/interim/ask"
        ),
        One(
            InCharge,
            "POST /staff/projects/{id:guid}/interim/{milestone}/decide",
            "/staff/projects/[project]/interim/interim/decide?Go=go"
        ),
        One(StaffOfDmn, "GET /staff/projects/{id:guid}/indicators.csv", "/staff/projects/[project]/indicators.csv"),
        One(StaffOfDmn, "GET /staff/calls/{slug}/indicators", "/staff/calls/[own-call]/indicators"),
        One(StaffOfDmn, "GET /staff/calls/{slug}/indicators.csv", "/staff/calls/[own-call]/indicators.csv"),
        One(StaffOfDmn, "GET /staff/dossiers/{id:guid}/letter", "/staff/dossiers/[won-dossier]/letter"),
        One(StaffOfDmn, "GET /staff/dossiers/{id:guid}/dossier.pdf", "/staff/dossiers/[filed]/dossier.pdf"),
        One(StaffOfDmn, "GET /staff/dossiers/{id:guid}/dossier.zip", "/staff/dossiers/[filed]/dossier.zip"),
        One(StaffOfDmn, "GET /staff/waves/{id:guid}/messages", "/staff/waves/[dmn]/messages"),
        One(StaffOfDmn, "GET /staff/dossiers/{id:guid}/messages", "/staff/dossiers/[filed]/messages"),
        One(InCharge, "POST /staff/dossiers/{id:guid}/messages", "/staff/dossiers/[filed]/messages?Text=Bonjour"),
        One(
            InCharge,
            "POST /staff/dossiers/{id:guid}/messages/{message:guid}/take-back",
            "/staff/dossiers/[filed]/messages/[answer]/take-back"
        ),
        One(StaffOfDmn, "GET /staff/waves/{id:guid}/assignments", "/staff/waves/[dmn]/assignments"),
        One(
            StaffOfDmn,
            "GET /staff/waves/{id:guid}/assignments/compare",
            "/staff/waves/[dmn]/assignments/compare?here=[proposal]&there=[proposal]"
        ),
        One(InCharge, "POST /staff/waves/{id:guid}/assignments", "/staff/waves/[dmn]/assignments?PerDossier=0"),
        One(InCharge, "POST /staff/waves/{id:guid}/wishes", "/staff/waves/[dmn]/wishes"),
        One(InCharge, "POST /staff/waves/{id:guid}/wishes/end", "/staff/waves/[dmn]/wishes/end"),
        One(AllStaff, "GET /staff/assignments/{id:guid}", "/staff/assignments/[proposal]"),
        One(
            AllStaff,
            "GET /staff/assignments/{id:guid}/probabilities.csv",
            "/staff/assignments/[proposal]/probabilities.csv"
        ),
        One(AllStaff, "GET /staff/assignments/{id:guid}/matrix", "/staff/assignments/[proposal]/matrix"),
        One(
            Officers,
            "GET /staff/assignments/{id:guid}/exchange",
            "/staff/assignments/[proposal]/exchange?dossier=[eligible]&withDossier=[eligible]"
        ),
        One(Officers, "POST /staff/assignments/{id:guid}/exchange", "/staff/assignments/[proposal]/exchange"),
        One(AllStaff, "GET /staff/assignments/{id:guid}/progress", "/staff/assignments/[proposal]/progress"),
        One(
            AllStaff,
            "GET /staff/assignments/{id:guid}/with/{other:guid}",
            "/staff/assignments/[proposal]/with/[proposal]"
        ),
        One(
            Officers,
            "GET /staff/assignments/{id:guid}/dossiers/{dossier:guid}",
            "/staff/assignments/[proposal]/dossiers/[eligible]"
        ),
        One(
            Officers,
            "POST /staff/assignments/{id:guid}/dossiers/{dossier:guid}",
            "/staff/assignments/[proposal]/dossiers/[eligible]"
        ),
        One(Officers, "POST /staff/assignments/{id:guid}/cancel", "/staff/assignments/[proposal]/cancel"),
        One(Officers, "POST /staff/assignments/{id:guid}/again", "/staff/assignments/[proposal]/again"),
        One(Officers, "POST /staff/assignments/{id:guid}/accept", "/staff/assignments/[proposal-over]/accept"),
        One(InCharge, "GET /staff/waves/{id:guid}/exports", "/staff/waves/[dmn]/exports"),
        One(InCharge, "POST /staff/waves/{id:guid}/exports", "/staff/waves/[dmn]/exports?kind=Csv"),
        One(InCharge, "GET /staff/exports/{id:guid}/progress", "/staff/exports/[export]/progress"),
        One(InCharge, "GET /staff/exports/{id:guid}/file", "/staff/exports/[export]/file"),
        One(InCharge, "POST /staff/exports/{id:guid}/again", "/staff/exports/[export]/again"),
        One(InCharge, "POST /staff/exports/{id:guid}/cancel", "/staff/exports/[export]/cancel"),
        One(InCharge, "POST /staff/waves/{id:guid}/reviews-due", "/staff/waves/[dmn]/reviews-due"),
        One(InCharge, "GET /staff/waves/{id:guid}/cut-offs/{cutOff:guid}", "/staff/waves/[dmn]/cut-offs/[cut-off]"),
        One(InCharge, "POST /staff/waves/{id:guid}/cut-offs/{cutOff:guid}", "/staff/waves/[dmn]/cut-offs/[cut-off]"),
        One(InCharge, "POST /staff/waves/{id:guid}/experts", "/staff/waves/[dmn]/experts"),
        One(InCharge, "GET /staff/waves/{id:guid}/experts.csv", "/staff/waves/[dmn]/experts.csv"),
        One(InCharge, "GET /staff/waves/{id:guid}/experts/import", "/staff/waves/[dmn]/experts/import"),
        One(InCharge, "POST /staff/waves/{id:guid}/experts/import", "/staff/waves/[dmn]/experts/import"),
        One(InCharge, "POST /staff/waves/{id:guid}/experts/import/apply", "/staff/waves/[dmn]/experts/import/apply"),
        One(InCharge, "GET /staff/waves/{id:guid}/experts/new", "/staff/waves/[dmn]/experts/new"),
        One(InCharge, "POST /staff/waves/{id:guid}/experts/new", "/staff/waves/[dmn]/experts/new"),
        One(StaffOfDmn, "GET /staff/experts/{id:guid}", "/staff/experts/[pooled]"),
        One(InCharge, "GET /staff/experts/{id:guid}/edit", "/staff/experts/[pooled]/edit"),
        One(InCharge, "POST /staff/experts/{id:guid}/edit", "/staff/experts/[pooled]/edit"),
        One(InCharge, "POST /staff/experts/{id:guid}/conflicts", "/staff/experts/[pooled]/conflicts?dossier=[filed]"),
        One(
            InCharge,
            "POST /staff/experts/{id:guid}/conflicts/{dossier:guid}/{kind}/propose",
            "/staff/experts/[pooled]/conflicts/[filed]/NotedByStaff/propose"
        ),
        One(
            ["officer", "publisher"],
            "POST /staff/experts/{id:guid}/conflicts/{dossier:guid}/{kind}/confirm",
            "/staff/experts/[pooled]/conflicts/[filed]/NotedByStaff/confirm"
        ),
        One(InCharge, "POST /staff/waves/{id:guid}/experts/invitations", "/staff/waves/[dmn]/experts/invitations"),
        One(
            InCharge,
            "POST /staff/waves/{id:guid}/experts/invitations/send",
            "/staff/waves/[dmn]/experts/invitations/send"
        ),
        One(InCharge, "POST /staff/experts/{id:guid}/standby", "/staff/experts/[pooled]/standby"),
        One(InCharge, "POST /staff/experts/{id:guid}/standby/up", "/staff/experts/[pooled]/standby/up"),
        One(InCharge, "POST /staff/experts/{id:guid}/standby/off", "/staff/experts/[pooled]/standby/off"),
        One(InCharge, "POST /staff/experts/{id:guid}/substitute", "/staff/experts/[declined]/substitute"),
        One(InCharge, "POST /staff/experts/{id:guid}/invite", "/staff/experts/[pooled]/invite"),
        One(InCharge, "POST /staff/waves/{id:guid}/winners", "/staff/waves/[dmn]/winners"),
        One(InCharge, "POST /staff/dossiers/{id:guid}/eligibility", "/staff/dossiers/[filed]/eligibility"),
        One(InCharge, "POST /staff/dossiers/{id:guid}/verdict", "/staff/dossiers/[filed]/verdict"),
        One(InCharge, "POST /staff/dossiers/{id:guid}/prolong-step", "/staff/dossiers/[filed]/prolong-step"),
        One(StaffOfDmn, "GET /staff/dossiers/{id:guid}/changes", "/staff/dossiers/[filed]/changes"),
        One(StaffOfDmn, "GET /staff/dossiers/{id:guid}/filings/{version:int}", "/staff/dossiers/[filed]/filings/1"),
        One(Officers, "POST /staff/dossiers/{id:guid}/assign", "/staff/dossiers/[eligible]/assign?expert=[panel]"),
        One(InCharge, "POST /staff/dossiers/{id:guid}/decision", "/staff/dossiers/[filed]/decision"),
        One(["officer", "publisher"], "POST /staff/lists/{id:guid}/sign", "/staff/lists/[list]/sign"),
        One(["officer"], "POST /staff/lists/{id:guid}/reschedule", "/staff/lists/[list]/reschedule"),
        One(["officer", "publisher"], "POST /staff/lists/{id:guid}/drop", "/staff/lists/[list]/drop"),
        One(["officer"], "GET /staff/lists/{id:guid}/correction", "/staff/lists/[public-list]/correction"),
        One(["officer"], "POST /staff/lists/{id:guid}/correction", "/staff/lists/[public-list]/correction"),
        One(["officer", "publisher"], "POST /staff/corrections/{id:guid}/sign", "/staff/corrections/[correction]/sign"),
        One(["officer", "publisher"], "POST /staff/corrections/{id:guid}/drop", "/staff/corrections/[correction]/drop"),
        One(["officer"], "POST /staff/dossiers/{id:guid}/declined", "/staff/dossiers/[won-dossier]/declined"),
        // The calls of one's charge
        .. Get(Officers, "/staff/calls", "/staff/calls/new"),
        .. Post(Officers, "/staff/calls/new", "/staff/calls/import"),
        .. OfCall("GET", "", "/export", "/preview", "/preview/form", "/preview/eligibility", "/orientation"),
        .. OfCall(
            "GET",
            "/presentation",
            "/terms",
            "/documents",
            "/acknowledgement",
            "/steps",
            "/time",
            "/reminders",
            "/approvals",
            "/letters",
            "/follow-up",
            "/admission",
            "/grid",
            "/thesaurus",
            "/waves"
        ),
        .. OfCall(
            "POST",
            "/presentation",
            "/terms",
            "/documents",
            "/acknowledgement",
            "/steps",
            "/time",
            "/reminders",
            "/approvals",
            "/letters",
            "/follow-up",
            "/admission",
            "/grid",
            "/thesaurus",
            "/waves"
        ),
        .. OfCall("POST", "/publish"),
        .. OfCall("GET", "/mails"),
        One(InCharge, "GET /staff/calls/{slug}/mails/before/{kind}", "/staff/calls/[own-call]/mails/before/CutOff"),
        One(
            InCharge,
            "GET /staff/calls/{slug}/mails/before/{kind}/{language}",
            "/staff/calls/[own-call]/mails/before/CutOff/fr"
        ),
        One(InCharge, "GET /staff/calls/{slug}/mails/{id:guid}", "/staff/calls/[own-call]/mails/[call-mail]"),
        One(InCharge, "GET /staff/calls/{slug}/mails/{id:guid}/html", "/staff/calls/[own-call]/mails/[call-mail]/html"),
        One(InCharge, "POST /staff/calls/{slug}/orientation", "/staff/calls/[own-call]/orientation?question=ce"),
        One(InCharge, "GET /staff/calls/{slug}/orientation/{place:int}", "/staff/calls/[own-call]/orientation/1"),
        One(InCharge, "POST /staff/calls/{slug}/orientation/{place:int}", "/staff/calls/[own-call]/orientation/1"),
        One(InCharge, "POST /staff/calls/{slug}/waves/{number:int}", "/staff/calls/[own-call]/waves/1"),
        One(
            InCharge,
            "POST /staff/calls/{slug}/waves/{number:int}/cut-offs",
            "/staff/calls/[own-call]/waves/1/cut-offs"
        ),
        One(
            InCharge,
            "POST /staff/calls/{slug}/waves/{number:int}/partners",
            "/staff/calls/[own-call]/waves/1/partners"
        ),
        One(InCharge, "POST /staff/calls/{slug}/waves/{number:int}/opening", "/staff/calls/[own-call]/waves/1/opening"),
        One(
            InCharge,
            "POST /staff/calls/{slug}/waves/{number:int}/cut-offs/{cutOff:guid}/remove",
            "/staff/calls/[own-call]/waves/1/cut-offs/[cut-off]/remove"
        ),
        One(Entrusting, "GET /staff/calls/{slug}/officers", "/staff/calls/[own-call]/officers"),
        One(Entrusting, "POST /staff/calls/{slug}/officers", "/staff/calls/[own-call]/officers"),
        One(
            Entrusting,
            "POST /staff/calls/{slug}/officers/{person:guid}/release",
            "/staff/calls/[own-call]/officers/[person]/release"
        ),
        // Administration
        .. Get(Records, "/admin", "/admin/history"),
        .. Get(Administrators, "/admin/people", "/admin/calls", "/admin/mails", "/admin/jobs"),
        .. Get(Administrators, "/admin/retention", "/admin/retention.csv"),
        One(Administrators, "POST /admin/retention/{kind}", "/admin/retention/RemovedDraft?days=90"),
        One(
            Administrators,
            "POST /admin/retention/calls",
            "/admin/retention/calls?call=[dmn-call]&kind=RemovedDraft&days=90"
        ),
        One(Administrators, "POST /admin/retention/keep", "/admin/retention/keep"),
        One(Administrators, "POST /admin/jobs/{name}/cancel", "/admin/jobs/close-cut-offs/cancel"),
        One(Administrators, "GET /admin/people/{id:guid}", "/admin/people/[person]"),
        One(
            Administrators,
            "POST /admin/people/{id:guid}/roles",
            "/admin/people/[person]/roles?given=Administrator&given=Carrier"
        ),
        One(
            Administrators,
            "POST /admin/calls/{id:guid}/officers",
            "/admin/calls/[dmn-call]/officers?officer=[officer]"
        ),
        One(Administrators, "POST /admin/mails/{id:guid}/again", "/admin/mails/[mail]/again"),
    ];

    /// <summary>What only those do who have a call in charge; the draft form is there already.</summary>
    private static IEnumerable<Row> Designer(params string[] endpoints) =>
        endpoints.Select(endpoint =>
        {
            var (method, route) = (
                endpoint.Split(' ')[0],
                endpoint[(endpoint.IndexOf(' ', StringComparison.Ordinal) + 1)..]
            );
            var path = route
                .Replace("sections/{key}", "sections/project", StringComparison.Ordinal)
                .Replace("rules/{key}", "rules/duration", StringComparison.Ordinal)
                .Replace("{path}", "title", StringComparison.Ordinal);
            return One(
                InCharge,
                $"{method} /staff/calls/{{slug}}/form{route}",
                $"/staff/calls/evaluation-dmn/form{path}?place=project&revision=-1"
            );
        });

    /// <summary>What staff does with one thing of a project.</summary>
    private static IEnumerable<Row> OfProject(string[] allowed, string thing, params string[] acts) =>
        acts.Select(act =>
        {
            var route = $"/staff/projects/{{id:guid}}/{thing}/{act}";
            var path = route
                .Replace("{id:guid}", "[project]", StringComparison.Ordinal)
                .Replace(":guid}", "]", StringComparison.Ordinal)
                .Replace("{", "[", StringComparison.Ordinal);
            return One(allowed, $"POST {route}", path);
        });

    private static Row One(string[] allowed, string endpoint, string path) =>
        new(endpoint, path, allowed.ToHashSet(StringComparer.Ordinal));

    /// <summary>Pages of a call that an officer is in charge of.</summary>
    private static IEnumerable<Row> OfCall(string method, params string[] parts) =>
        parts.Select(part => One(InCharge, $"{method} /staff/calls/{{slug}}{part}", $"/staff/calls/[own-call]{part}"));

    /// <param name="method">With what its routes begin with, where it isn't nothing.</param>
    private static IEnumerable<Row> OfConsultation(string[] allowed, string method, params string[] parts) =>
        parts.Select(part =>
        {
            var (verb, root) = (method.Split(' ')[0], method.Split(' ').ElementAtOrDefault(1) ?? "");
            return One(
                allowed,
                $"{verb} {root}/consultations/{{slug}}{part}",
                $"{root}/consultations/bien-vieillir{part}"
            );
        });

    private static IEnumerable<Row> Get(string[] allowed, params string[] paths) =>
        paths.Select(path => One(allowed, $"GET {path}", path));

    private static IEnumerable<Row> Post(string[] allowed, params string[] paths) =>
        paths.Select(path => One(allowed, $"POST {path}", path));
}
