using System.Security.Cryptography;
using Portal.Domain;
using Portal.Domain.FollowUp;

namespace Portal.Infrastructure.FollowUp.Signing;

/// <summary>Where the signed copy of an agreement comes from.</summary>
public interface ISignedCopies
{
    /// <returns>Null where nothing is signed yet.</returns>
    /// <exception cref="RefusedException">It can't be taken.</exception>
    /// <exception cref="NotSignedException">It won't come.</exception>
    Task<ComingCopy?> ComeAsync(CancellationToken cancellation);
}

/// <summary>A signed copy that nobody has looked at yet.</summary>
/// <param name="Provider">Of an electronic signature; null where it was brought by hand.</param>
/// <param name="Reference">Of the request, by the provider.</param>
/// <param name="Sha256">Of the document that the provider had signed.</param>
public sealed record ComingCopy(BroughtFile File, string? Provider, string Reference = "", string Sha256 = "")
{
    public ArrivedCopy Arrived(ArrivedFile file) => new(file, Provider, Reference, Sha256);
}

/// <param name="Provider">Of an electronic signature; null where it was brought by hand.</param>
/// <param name="Reference">Of the request, by the provider.</param>
/// <param name="Sha256">Of the document that the provider had signed.</param>
public sealed record ArrivedCopy(ArrivedFile File, string? Provider, string Reference, string Sha256);

/// <summary>A side brings a PDF that it has signed.</summary>
public sealed class BroughtCopy(BroughtFile file) : ISignedCopies
{
    private const string Ending = ".pdf";

    public Task<ComingCopy?> ComeAsync(CancellationToken cancellation) =>
        file.Name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase)
            ? Task.FromResult<ComingCopy?>(new ComingCopy(file, Provider: null))
            : throw new RefusedException(FollowUpRefusals.NoPdf);
}

/// <summary>
/// A provider has it signed. What it tells is checked against what was sent: the document's hash by what the agreement kept,
/// the copy's own by its bytes.
/// </summary>
public sealed class ProvidedCopy(SignatureProvider provider, SignatureAsked asked) : ISignedCopies
{
    private const string Pending = "pending";
    private const string Signed = "signed";

    public async Task<ComingCopy?> ComeAsync(CancellationToken cancellation)
    {
        var status = await provider.LookAsync(asked.Reference, cancellation);
        if (status.State == Pending)
            return null;
        if (status.State != Signed)
            throw new NotSignedException(status.State);
        if (status.Sha256 != asked.Sha256)
            throw new NotSignedException("other-document");
        var copy = await provider.FetchAsync(asked.Reference, cancellation);
        if (Convert.ToHexStringLower(SHA256.HashData(copy)) != status.SignedSha256)
            throw new NotSignedException("other-copy");
        var file = new BroughtFile($"{asked.Reference}.pdf", () => new MemoryStream(copy, writable: false));
        return new ComingCopy(file, asked.Provider, asked.Reference, status.Sha256);
    }
}

/// <summary>A signature that was asked for won't come.</summary>
/// <param name="why">A word for it.</param>
public sealed class NotSignedException(string why) : Exception($"The signature won't come: {why}.")
{
    private const int Longest = 40;

    public string Why { get; } = why.Length > Longest ? why[..Longest] : why;
}
