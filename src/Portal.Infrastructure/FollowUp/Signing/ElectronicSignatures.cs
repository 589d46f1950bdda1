using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.FollowUp.Agreements;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.FollowUp.Signing;

/// <summary>
/// Has a side sign at the provider: the request goes out before the act that notes it begins, and what comes back is looked
/// up at the provider, whoever says that it is there. Asking twice changes nothing.
/// </summary>
public sealed class ElectronicSignatures(
    PortalDbContext db,
    AgreementDesk desk,
    ProjectFiles files,
    IFileStore store,
    IConfiguration configuration,
    SignatureProvider? provider = null
)
{
    /// <summary>Where the provider tells that something changed.</summary>
    public const string CallbackPath = "/signatures/callback";

    /// <summary>Null where there is none.</summary>
    public string? Provider => provider?.Name;

    /// <summary>The coordinator is to sign the text as it was sent.</summary>
    /// <param name="id">The dossier that won.</param>
    /// <param name="read">The agreement.</param>
    /// <param name="document">As it is printed.</param>
    /// <param name="name">Of the document.</param>
    /// <param name="by">The coordinator.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Whether there is such a project of one's own.</returns>
    public Task<bool> AskCarrierAsync(
        DossierId id,
        AgreementId read,
        byte[] document,
        string name,
        Viewer by,
        CancellationToken cancellation
    )
    {
        var brought = new BroughtFile(name, () => new MemoryStream(document, writable: false));
        return files.BringAsync([brought], arrived => AskAsync(arrived[0]), cancellation);

        async Task<bool> AskAsync(ArrivedFile sent)
        {
            var key = $"{read.Value:N}-{sent.Stored.Sha256[..16]}-{await FailedAsync(read, cancellation)}";
            var page = $"/dossiers/{id.Value}/project";
            var ticket = await OrderAsync(key, name, document, sent.Stored.Sha256, page, by, cancellation);
            return await desk.AskCarrierAsync(
                id,
                read,
                sent,
                AskedBy(ticket, sent.Stored.Sha256, by),
                by,
                cancellation
            );
        }
    }

    /// <summary>The second person of the service is to sign the copy that the carrier signed.</summary>
    /// <returns>Whether there is such a project where one may be that.</returns>
    public async Task<bool> AskServiceAsync(ProjectId id, AgreementId read, Viewer by, CancellationToken cancellation)
    {
        var copy = await db
            .Agreements.AsNoTracking()
            .Where(one => one.Id == read && one.ProjectId == id && one.ByCarrier != null && one.ByService == null)
            .Where(one => db.ProjectsSecondedBy(by).Any(project => project.Id == one.ProjectId))
            .SingleOrDefaultAsync(cancellation);
        if (copy?.ByCarrier is not { } signed)
            return false;
        if (copy.IsAskedOf(by.Id!.Value))
            return true;
        using var content = new MemoryStream();
        await using (var stored = await store.OpenAsync(signed.Copy.File, cancellation))
            await stored.CopyToAsync(content, cancellation);
        var document = content.ToArray();
        if (Convert.ToHexStringLower(SHA256.HashData(document)) != signed.Copy.Sha256)
            throw new RefusedException(FollowUpRefusals.OtherDocument);
        var key = $"{read.Value:N}-{by.Id.Value.Value:N}-{await FailedAsync(read, cancellation)}";
        var page = $"/staff/projects/{id.Value}";
        var ticket = await OrderAsync(key, signed.Copy.Name, document, signed.Copy.Sha256, page, by, cancellation);
        var asked = AskedBy(ticket, signed.Copy.Sha256, by) with { Document = signed.Copy.File, ForService = true };
        return await desk.AskServiceAsync(id, read, asked, by, cancellation);
    }

    /// <summary>Looks at the provider whether what was asked for is signed, and takes it where it is.</summary>
    public async Task FollowAsync(AgreementId id, CancellationToken cancellation)
    {
        var agreement = await db
            .Agreements.AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == id && one.Asked != null, cancellation);
        if (agreement?.Asked is not { } asked || provider is null || asked.Provider != provider.Name)
            return;
        try
        {
            if (await new ProvidedCopy(provider, asked).ComeAsync(cancellation) is { } copy)
                await TakeAsync(agreement, asked, copy, cancellation);
        }
        catch (NotSignedException failure)
        {
            await desk.NoteNotSignedAsync(agreement, asked.Reference, failure.Why, cancellation);
        }
        catch (RefusedException refused)
            when (refused.Refusals.All(one => one != FollowUpRefusals.SignatureUnavailable))
        {
            // Dropped, ended, or its signer isn't the one to sign any more.
            db.ChangeTracker.Clear();
            await desk.NoteNotSignedAsync(agreement, asked.Reference, refused.Refusals[0].Code, cancellation);
        }
    }

    private async Task TakeAsync(
        Agreement agreement,
        SignatureAsked asked,
        ComingCopy copy,
        CancellationToken cancellation
    )
    {
        var signer = await db.ViewerOfAsync(asked.By, cancellation);
        Task<bool> SignAsync(ArrivedCopy arrived) =>
            asked.ForService
                ? desk.SignForServiceAsync(agreement.ProjectId, agreement.Id, arrived, signer, cancellation)
                : desk.SignForCarrierAsync(agreement.DossierId, agreement.Id, arrived, signer, cancellation);
        if (!await files.BringAsync([copy.File], arrived => SignAsync(copy.Arrived(arrived[0])), cancellation))
            throw new NotSignedException("signer-gone");
    }

    /// <summary>After a request that came to nothing another one is made.</summary>
    private Task<int> FailedAsync(AgreementId read, CancellationToken cancellation) =>
        db.History.CountAsync(
            line =>
                line.Name == SignatureFailed.Told
                && db.Agreements.Any(one => one.Id == read && one.ProjectId.Value == line.SubjectId),
            cancellation
        );

    private async Task<SignatureTicket> OrderAsync(
        string key,
        string title,
        byte[] document,
        string sha256,
        string page,
        Viewer by,
        CancellationToken cancellation
    )
    {
        var signer = await db.Users.AsNoTracking().SingleAsync(one => one.Id == by.Id!.Value.Value, cancellation);
        var portal = new Uri(configuration["Portal:Address"] ?? "http://localhost");
        return await (provider ?? throw new RefusedException(FollowUpRefusals.SignatureUnavailable)).AskAsync(
            new SignatureOrder(
                key,
                title,
                document,
                sha256,
                signer.Name,
                signer.Email!,
                new Uri(portal, CallbackPath),
                new Uri(portal, page)
            ),
            cancellation
        );
    }

    private SignatureAsked AskedBy(SignatureTicket ticket, string sha256, Viewer by) =>
        new(
            provider!.Name,
            ticket.Reference,
            ticket.Address,
            Document: default,
            sha256,
            ForService: false,
            by.Id!.Value,
            At: default
        );
}
