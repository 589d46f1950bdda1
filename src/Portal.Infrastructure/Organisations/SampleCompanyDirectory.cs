using System.Text.Json;
using Portal.Domain;
using Portal.Domain.Organisations;

namespace Portal.Infrastructure.Organisations;

/// <summary>
/// The offline directory of demonstrations and tests: the fictional establishments of <c>seeds/organisations.json</c>,
/// whose SIREN begins with 000 as no real one does.
/// </summary>
public sealed class SampleCompanyDirectory(string file) : ICompanyDirectory
{
    private readonly Lazy<IReadOnlyDictionary<string, OrganisationFacts>> _all = new(() =>
        Read(file).ToDictionary(one => one.Siret, one => one.Facts, StringComparer.Ordinal)
    );

    public string Name => "sample";

    public IEnumerable<string> Sirets => _all.Value.Keys;

    public Task<DirectoryAnswer> AskAsync(Siret siret, CancellationToken cancellation) =>
        Task.FromResult<DirectoryAnswer>(
            _all.Value.TryGetValue(siret.Value, out var facts)
                ? new DirectoryAnswer.Found(facts)
                : new DirectoryAnswer.Unknown()
        );

    private static List<Line> Read(string file)
    {
        using var stream = File.OpenRead(file);
        return JsonSerializer.Deserialize<List<Line>>(stream, JsonSerializerOptions.Web) ?? [];
    }

    private sealed record Line(
        string Siret,
        string Name,
        string LegalForm,
        string Activity,
        string Street,
        string Postcode,
        string City,
        string? Region,
        bool IsActive = true
    )
    {
        public OrganisationFacts Facts =>
            new(Name, LegalForm, Activity, Street, Postcode, City, Postcode, Region, IsActive);
    }
}
