using Portal.Domain;
using Portal.Domain.Organisations;

namespace Portal.Infrastructure.Organisations;

/// <summary>Where establishments are looked up by their SIRET: the public directory, or a sample for demonstrations and tests.</summary>
public interface ICompanyDirectory
{
    /// <summary>The name under which what it tells is kept.</summary>
    string Name { get; }

    /// <summary>Asks once, and takes no longer than two seconds to say that there is no answer. Never throws for the directory's sake.</summary>
    Task<DirectoryAnswer> AskAsync(Siret siret, CancellationToken cancellation);
}

/// <summary>What a directory says of a SIRET.</summary>
public abstract record DirectoryAnswer
{
    private DirectoryAnswer() { }

    public sealed record Found(OrganisationFacts Facts) : DirectoryAnswer;

    /// <summary>It has no such establishment, or none that it makes public.</summary>
    public sealed record Unknown : DirectoryAnswer;

    /// <summary>It says nothing now, or nothing that can be read: ask again later.</summary>
    public sealed record Away(string Why) : DirectoryAnswer;
}
