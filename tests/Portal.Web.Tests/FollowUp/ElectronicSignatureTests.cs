using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.FollowUp.Signing;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Webhooks;
using Portal.Web.Tests.Access;

namespace Portal.Web.Tests.FollowUp;

/// <summary>Both sides sign at a provider, which is asked over HTTP and believed for nothing that wasn't sent to it.</summary>
[TestFixture]
internal sealed class ElectronicSignatureTests : OnPortal
{
    private static readonly byte[] Key = Encoding.UTF8.GetBytes("a secret of the stand-in, 32 bytes");
    private readonly StandInSigner _signer = new();
    private DossierId _dossier;
    private AgreementId _agreement;
    private ProjectId _project;

    protected override (string Key, string Value)[] Settings =>
        [
            ("Signatures:Address", _signer.Address.ToString()),
            ("Signatures:Name", "Paraphe fictif"),
            ("Signatures:Token", StandInSigner.Token),
            ("Signatures:Secret", "whsec_" + Convert.ToBase64String(Key)),
            ("Signatures:PatienceSeconds", "5"),
        ];

    private string Own => $"/dossiers/{_dossier.Value}/project";

    private string Desk => $"/staff/projects/{_project.Value}";

    [OneTimeSetUp]
    public async Task SendAgreement()
    {
        await using var db = Database.Open();
        _dossier = (await Scene.WonAsync(db, await PersonAsync(db, "camille"))).Dossier;
        var now = await db.NowAsync();
        var dossier = await db.Dossiers.SingleAsync(one => one.Id == _dossier);
        var decision = await db.Decisions.SingleAsync(one => one.DossierId == _dossier && one.MovedAt == null);
        var plan = await db.Calls.Where(one => one.Id == dossier.CallId).Select(one => one.FollowUp).SingleAsync();
        var project = Project.Open(dossier, decision, now);
        var terms = AgreementTerms.Of(plan, project.Aid, new DateOnly(2024, 3, 1), 24, "");
        var olivier = await PersonAsync(db, "olivier");
        var agreement = Agreement.Draw(project, [], plan, terms, "Article 1.", olivier, now);
        agreement.Send(olivier, now);
        db.AddRange(project, agreement);
        await db.SaveChangesAsync();
        (_project, _agreement) = (project.Id, agreement.Id);
    }

    [OneTimeTearDown]
    public void CloseSigner() => _signer.Dispose();

    [Test, Order(1)]
    public async Task A_side_is_sent_nowhere_but_to_the_pages_of_the_provider()
    {
        using var camille = await Host.SignInAsync("Camille");
        _signer.Pages = "https://elsewhere.example/";
        Assert.That((await AskAsync(camille, Own)).Code, Is.EqualTo(409));
        _signer.Pages = "";
        Assert.That((await AskAsync(camille, Own)).Code, Is.EqualTo(302));
        Assert.That((await AskAsync(camille, Own)).Code, Is.EqualTo(302), "pressed twice");
        var asked = _signer.Requests.Single();
        Assert.That(asked.Signer, Is.EqualTo("camille@demo.example"));
        Assert.That((await camille.GetAsync(Own)).Body, Does.Contain($"{_signer.Address}sign/{asked.Id}"));
        using var pauline = await Host.SignInAsync("Pauline");
        Assert.That((await pauline.GetAsync(Desk)).Body, Does.Not.Contain($"sign/{asked.Id}"));
    }

    [Test, Order(2)]
    public async Task What_a_message_says_is_looked_up_and_another_document_is_not_taken_for_the_one_that_was_sent()
    {
        var asked = _signer.Requests.Single();
        Assert.That(await TellAsync(asked.Id, "wrong key"u8.ToArray()), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await TellAsync(asked.Id, Key), Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await AgreementAsync()).Asked, Is.Not.Null, "nobody has signed there");
        (asked.State, asked.Sha256) = ("signed", StandInSigner.Hash("another text"u8.ToArray()));
        Assert.That(await TellAsync(asked.Id, Key), Is.EqualTo(HttpStatusCode.NoContent));
        var agreement = await AgreementAsync();
        Assert.That(
            (agreement.Asked, agreement.ByCarrier),
            Is.EqualTo(((SignatureAsked?)null, (AgreementSignature?)null))
        );
        await using var db = Database.Open();
        Assert.That(await db.Outbox.CountAsync(mail => mail.Template == "signature-failed"), Is.EqualTo(1));
    }

    [Test, Order(3)]
    public async Task Signed_by_both_it_is_in_force_with_the_copies_that_the_provider_gave_however_often_it_says_so()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var pauline = await Host.SignInAsync("Pauline");
        await AskAsync(camille, Own);
        _signer.Requests[^1].State = "signed";
        await FollowAsync();
        await FollowAsync();
        var carrier = (await AgreementAsync()).ByCarrier!;
        Assert.That(
            (carrier.Copy.Provider, carrier.Copy.Sha256),
            Is.EqualTo(("Paraphe fictif", StandInSigner.Hash(_signer.Requests[^1].Signed)))
        );
        using var olivier = await Host.SignInAsync("Olivier");
        Assert.That((await AskAsync(olivier, Desk)).Code, Is.EqualTo(409), "two people");
        Assert.That((await AskAsync(pauline, Desk)).Code, Is.EqualTo(302));
        var service = _signer.Requests[^1];
        Assert.That(StandInSigner.Hash(service.Document), Is.EqualTo(carrier.Copy.Sha256), "what the carrier signed");
        service.State = "signed";
        for (var time = 0; time < 2; time++)
            Assert.That(await TellAsync(service.Id, Key), Is.EqualTo(HttpStatusCode.NoContent));
        var agreement = await AgreementAsync();
        Assert.That((agreement.State, agreement.Asked), Is.EqualTo((AgreementState.InForce, (SignatureAsked?)null)));
        Assert.That((await camille.GetAsync(Own)).Body, Does.Contain("Le projet est en cours."));
    }

    private Task<Answer> AskAsync(Visitor who, string root) =>
        who.PostAsync($"{root}/agreement/sign-electronically", ("agreement", $"{_agreement.Value}"));

    private async Task<HttpStatusCode> TellAsync(string reference, byte[] key)
    {
        using var client = Host.CreateClient();
        var body = $$"""{"type":"signature.changed","id":"{{reference}}"}""";
        var signed = SignedMessage.Of("message-1", body, [key], TimeProvider.System.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, ElectronicSignatures.CallbackPath)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("webhook-id", signed.Id);
        request.Headers.Add("webhook-timestamp", signed.Timestamp);
        request.Headers.Add("webhook-signature", signed.Signature);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task FollowAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FollowSignatures>().RunAsync(CancellationToken.None);
    }

    private async Task<Agreement> AgreementAsync()
    {
        await using var db = Database.Open();
        return await db.Agreements.SingleAsync(one => one.Id == _agreement);
    }

    private static async Task<PersonId> PersonAsync(PortalDbContext db, string name) =>
        (await db.Users.SingleAsync(account => account.Email == $"{name}@demo.example")).Person;
}
