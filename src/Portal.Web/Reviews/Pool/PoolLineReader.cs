using System.Globalization;
using Portal.Domain;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Reviews.Pool;

/// <summary>Who is in the pool that a file is read for: what is known of each, and whose other addresses there are.</summary>
internal sealed record PoolOfWave(
    IReadOnlyDictionary<EmailAddress, ExpertFacts> ByAddress,
    IReadOnlyDictionary<EmailAddress, string> NamesByAlias
);

/// <summary>Reads one expert of a file, and notes each cell that is refused. An empty cell of a closed list leaves what is known.</summary>
internal sealed class PoolLineReader(PoolWords words, PoolOfWave known)
{
    private int _line;
    private bool _isRight;

    public List<PoolFault> Faults { get; } = [];

    /// <returns>Null where a cell is refused.</returns>
    public ExpertFacts? Read(int line, IReadOnlyDictionary<PoolColumn, string> cells)
    {
        (_line, _isRight) = (line, true);
        if (!EmailAddress.TryParse(cells[PoolColumn.Email], out var email))
            return Refuse<ExpertFacts>(PoolColumn.Email, PoolRefusals.ImportEmail);
        if (!known.ByAddress.TryGetValue(email, out var before) && known.NamesByAlias.TryGetValue(email, out var name))
            return Refuse<ExpertFacts>(PoolColumn.Email, PoolRefusals.ImportAliasOf(name));
        before ??= new ExpertFacts("", email, ExpertRole.Other, "", null, null, ExpertFacts.UsualDossiers, "fr");
        var facts = ProfileOf(cells, WordsOf(cells, before));
        foreach (var obstacle in _isRight ? PoolExpert.ObstaclesTo(facts) : [])
            Refuse<ExpertFacts>(column: null, obstacle);
        return _isRight ? facts : null;
    }

    private ExpertFacts WordsOf(IReadOnlyDictionary<PoolColumn, string> cells, ExpertFacts before) =>
        before with
        {
            Name = Read(cells, PoolColumn.Name, before.Name, Named),
            Organisation = Read(
                cells,
                PoolColumn.Organisation,
                before.Organisation,
                cell => Short(cell, PoolColumn.Organisation)
            ),
            Role = Read(
                cells,
                PoolColumn.Role,
                before.Role,
                cell => Listed(cell, PoolColumn.Role, words.Roles, before.Role)
            ),
            Siren = Read(cells, PoolColumn.Siren, before.Siren, SirenOf),
            Region = Read(
                cells,
                PoolColumn.Region,
                before.Region,
                cell => cell.Length == 0 ? null : Listed(cell, PoolColumn.Region, words.Regions, "")
            ),
            Capacity = Read(cells, PoolColumn.Capacity, before.Capacity, cell => CapacityOf(cell, before.Capacity)),
            Language = Read(cells, PoolColumn.Language, before.Language, cell => LanguageOf(cell, before.Language)),
        };

    private ExpertFacts ProfileOf(IReadOnlyDictionary<PoolColumn, string> cells, ExpertFacts before) =>
        before with
        {
            Skills = Read(cells, PoolColumn.Skills, before.Skills, SkillsOf),
            Texts = Read(cells, PoolColumn.Texts, before.Texts, TextsOf),
            Links = Read(cells, PoolColumn.Links, before.Links, LinksOf),
            Aliases = Read(cells, PoolColumn.Aliases, before.Aliases, AliasesOf),
        };

    /// <summary>What the file doesn't hold stays as it is.</summary>
    private static T Read<T>(
        IReadOnlyDictionary<PoolColumn, string> cells,
        PoolColumn column,
        T before,
        Func<string, T> read
    ) => cells.TryGetValue(column, out var cell) ? read(cell.Trim()) : before;

    private string Named(string cell) =>
        cell.Length == 0
            ? Refuse<string>(PoolColumn.Name, PoolRefusals.NameMissing) ?? ""
            : Short(cell, PoolColumn.Name);

    private string Short(string cell, PoolColumn column) =>
        cell.Length <= ExpertFacts.NameLength && !cell.Contains('\n', StringComparison.Ordinal)
            ? cell
            : Refuse<string>(column, PoolRefusals.NameTooLong(ExpertFacts.NameLength)) ?? "";

    private T Listed<T>(string cell, PoolColumn column, WordList<T> list, T otherwise)
        where T : notnull
    {
        if (cell.Length == 0 || list.TryRead(cell, out var value) is false)
        {
            if (cell.Length > 0)
                Refuse<string>(column, PoolRefusals.ImportWord(cell.Shortened(60)));
            return otherwise;
        }
        return value;
    }

    private Siren? SirenOf(string cell) =>
        cell.Length == 0 || Siren.TryParse(cell, out var siren) is false
            ? cell.Length == 0
                ? null
                : Refuse<Siren>(PoolColumn.Siren, PoolRefusals.ImportSiren)
            : siren;

    private int CapacityOf(string cell, int before)
    {
        if (cell.Length == 0)
            return before;
        if (
            int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count <= ExpertFacts.MostDossiers
        )
            return count;
        Refuse<string>(PoolColumn.Capacity, PoolRefusals.CapacityOutOfRange(ExpertFacts.MostDossiers));
        return before;
    }

    private string LanguageOf(string cell, string before) =>
        cell.Length == 0 ? before
        : Portal.Infrastructure.Texts.Texts.Languages.Contains(cell.ToLowerInvariant()) ? cell.ToLowerInvariant()
        : Refuse<string>(PoolColumn.Language, PoolRefusals.ImportWord(cell.Shortened(60))) ?? before;

    private IReadOnlyList<string> SkillsOf(string cell)
    {
        var skills = new List<string>();
        foreach (
            var word in cell.Split(
                PoolSheetWriter.Between,
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
        )
            if (words.Skills.TryRead(word, out var key))
                skills.Add(key);
            else
                Refuse<string>(PoolColumn.Skills, PoolRefusals.ImportWord(word.Shortened(60)));
        return skills;
    }

    private IReadOnlyList<ProfileText> TextsOf(string cell)
    {
        var (texts, lines) = (new List<ProfileText>(), new List<string>());
        foreach (var line in cell.Length == 0 ? [] : cell.Split('\n').Append(PoolSheetWriter.Rule))
            if (line != PoolSheetWriter.Rule)
                lines.Add(PoolSheetWriter.Unescaped(line));
            else
            {
                texts.Add(new ProfileText(lines.FirstOrDefault("").Trim(), string.Join('\n', lines.Skip(1)).Trim()));
                lines.Clear();
            }
        if (texts.Any(one => one.Title.Length > ProfileText.TitleLength))
            Refuse<string>(PoolColumn.Texts, PoolRefusals.ImportTitle(ProfileText.TitleLength));
        return texts;
    }

    private IReadOnlyList<DeclaredLink> LinksOf(string cell) =>
        TypedProfile.AreLinks(cell)
            ? TypedProfile.Links(cell)
            : Refuse<List<DeclaredLink>>(PoolColumn.Links, PoolRefusals.ImportLinks) ?? [];

    private IReadOnlyList<EmailAddress> AliasesOf(string cell) =>
        TypedProfile.AreAddresses(cell)
            ? TypedProfile.Addresses(cell)
            : Refuse<List<EmailAddress>>(PoolColumn.Aliases, PoolRefusals.ImportEmail) ?? [];

    private T? Refuse<T>(PoolColumn? column, Refusal reason)
        where T : class
    {
        _isRight = false;
        Faults.Add(new PoolFault(_line, column, reason));
        return null;
    }
}
