using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Tests.Pages;

[TestFixture]
internal sealed partial class TextsTests
{
    private const string Gap = "([A-Za-z0-9._-]+)";

    private static readonly Texts All = new(typeof(Texts).Assembly, typeof(Program).Assembly);

    [Test]
    public void Every_text_is_written_in_both_languages()
    {
        foreach (var (key, text) in All.All)
            Assert.That(
                (text.Fr, text.En),
                Is.Not.EqualTo(("", "")).And.Not.EqualTo((text.Fr, "")).And.Not.EqualTo(("", text.En)),
                key
            );
    }

    [Test]
    public void Both_languages_ask_for_the_same_facts()
    {
        foreach (var (key, text) in All.All)
            Assert.That(Placeholders(text.Fr), Is.EquivalentTo(Placeholders(text.En)), key);
    }

    [Test]
    public void Every_key_that_pages_and_code_name_exists()
    {
        var keys = Ours("*.cshtml", "*.cs")
            .SelectMany(file =>
                Keys().Matches(File.ReadAllText(file)).Select(found => (file, Key: found.Groups["key"].Value))
            )
            .ToList();
        Assert.That(keys, Has.Count.GreaterThan(300));
        Assert.That(
            keys.Where(one => !All.Has(one.Key)).Select(one => $"{Path.GetFileName(one.file)}: {one.Key}"),
            Is.Empty
        );
    }

    [Test]
    public void Every_key_is_used()
    {
        var sources = new[] { "*.cs", "*.cshtml" }
            .SelectMany(pattern => Sources(pattern, "src"))
            .Select(File.ReadAllText)
            .ToList();
        var literals = sources
            .SelectMany(source => Literals().Matches(source).Select(found => found.Groups["text"].Value))
            .ToHashSet(StringComparer.Ordinal);
        var parts = literals
            .Where(literal => literal.Contains('{', StringComparison.Ordinal) || literal[^1] is '.' or '-')
            .Select(Built)
            .ToList();
        var words = sources
            .SelectMany(source => Words().Matches(source).Select(found => found.Value.TrimEnd('.')))
            .Concat(NamedElsewhere)
            .ToHashSet(StringComparer.Ordinal);
        bool IsBuilt(string key) =>
            parts.Exists(part =>
                part.Match(key) is { Success: true } found
                && found.Groups.Values.Skip(1).All(group => words.Contains(group.Value) || IsNumber(group.Value))
            );
        bool IsOfOne(string key) =>
            key.EndsWith("-one", StringComparison.Ordinal) && literals.Contains(key[..^"-one".Length]);
        Assert.That(parts, Has.Count.GreaterThan(20));
        Assert.That(All.All.Keys.Where(key => !literals.Contains(key) && !IsBuilt(key) && !IsOfOne(key)), Is.Empty);
    }

    /// <summary>Reporter, rétablir, continuer, retravailler, annuler: the glossary has one verb for each.</summary>
    [Test]
    public void No_French_text_says_reprendre_which_means_five_things_and_no_English_one_leaves_the_glossary()
    {
        Assert.That(All.All.Values.Select(text => text.Fr), Has.None.Match(@"\b[Rr]epr(en|is)"));
        Assert.That(
            All.All.Values.Select(text => text.En),
            Has.None.Match(@"\b([Ss]tep(ped)? aside|evaluated|[Mm]arks?)\b")
        );
    }

    [Test]
    public void One_winner_is_told_in_the_singular()
    {
        foreach (var key in new[] { "winners.count", "calls.winners", "calls.announced", "staff.list-of" })
        {
            Assert.That(All.Counted(key, 1), Does.Not.Contain("lauréats").And.Not.Contain("winners"), key);
            Assert.That(All.Counted(key, 2), Does.Contain("2"), key);
        }
    }

    [Test]
    public void Every_mail_is_of_one_class()
    {
        var mails = All
            .All.Keys.Where(key => MailBodies().IsMatch(key))
            .Select(key => MailBodies().Match(key).Groups["template"].Value);
        Assert.That(MailClasses.All.Keys, Is.EquivalentTo(mails));
    }

    [TestCase("staff.state-")]
    [TestCase("export.state-")]
    public void Every_state_that_staff_meets_has_its_word(string key) =>
        Assert.That(
            Enum.GetValues<DossierState>().Where(state => state != DossierState.Draft && !All.Has($"{key}{state}")),
            Is.Empty
        );

    [Test]
    public void Every_refusal_has_its_text()
    {
        var codes = Sources("*.cs", folder: "src/Portal.Domain")
            .Concat(Sources("*.cs", folder: "src/Portal.Infrastructure"))
            .SelectMany(file => Codes().Matches(File.ReadAllText(file)).Select(found => found.Groups["code"].Value))
            .Distinct()
            .ToList();
        Assert.That(codes, Has.Count.GreaterThan(50));
        Assert.That(codes.Where(code => !All.Has($"refusal.{code}")), Is.Empty);
    }

    [Test]
    public void Every_event_of_the_history_has_its_text()
    {
        var events = Sources("*.cs", folder: "src")
            .SelectMany(file => Events().Matches(File.ReadAllText(file)).Select(found => found.Groups["name"].Value))
            .ToList();
        Assert.That(events, Has.Count.GreaterThan(40));
        Assert.That(events.Where(name => !All.Has($"history.{name}")), Is.Empty);
    }

    [Test]
    public void No_view_holds_a_text_of_its_own()
    {
        var views = Ours("*.cshtml").ToList();
        Assert.That(views, Has.Count.GreaterThan(40));
        Assert.That(
            views.SelectMany(view => Markup.WordsOf(view).Select(words => $"{Path.GetFileName(view)}: {words}")),
            Is.Empty
        );
    }

    [Test]
    public void A_view_that_holds_a_text_of_its_own_is_found()
    {
        var view = Path.GetTempFileName();
        File.WriteAllText(
            view,
            "@model Some.Page\n@if (Model.Count > 1) { <p title=\"Infobulle\" class=\"a b\">Bonjour @Model.Name</p> }\n<p-card title=\"Carte @Model.Name\">&nbsp;·</p-card>"
        );
        Assert.That(Markup.WordsOf(view), Is.EquivalentTo(new[] { "Bonjour", "Infobulle", "Carte" }));
    }

    /// <summary>What completes a key and is a word of a library, not of our sources.</summary>
    private static readonly string[] NamedElsewhere =
    [
        OpenIddictConstants.Scopes.OfflineAccess,
        nameof(IdentityErrorDescriber.PasswordTooShort),
        nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars),
    ];

    /// <summary>The keys that a literal makes: each of its gaps, or what is put after it, is a word.</summary>
    private static Regex Built(string literal) =>
        new(
            $"^{Gaps().Replace(Regex.Escape(literal), Gap)}{(literal[^1] is '.' or '-' ? Gap : "")}$",
            RegexOptions.None,
            TimeSpan.FromSeconds(5)
        );

    private static bool IsNumber(string text) => text.All(char.IsAsciiDigit);

    private static IEnumerable<string> Placeholders(string text) =>
        Braces().Matches(text).Select(found => found.Value).Distinct();

    private static IEnumerable<string> Ours(params string[] patterns) =>
        patterns.SelectMany(pattern => Sources(pattern, "src/Portal.Web"));

    private static IEnumerable<string> Sources(string pattern, string folder) =>
        Directory
            .GetFiles(Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
            );

    [GeneratedRegex(
        @"(?:\bT|\btexts)\[""(?<key>[a-z]+\.[A-Za-z0-9.-]+)""[\],]|T\.Counted\(""(?<key>[^""]+)""|TempData\[""Said""\] = ""(?<key>[^""]+)""|DoneAsync\(id, ""(?<key>[^""]+)""",
        RegexOptions.None,
        5_000
    )]
    private static partial Regex Keys();

    [GeneratedRegex(
        """new(?: Refusal)?\("(?<code>(?:call|wave|dossier|review|decision|file|person|shared|programme|message|complement|webhook|mail)\.[a-z-]+)""",
        RegexOptions.None,
        5_000
    )]
    private static partial Regex Codes();

    /// <summary>A text as code holds it; what is put into it stands in braces.</summary>
    [GeneratedRegex("\"(?<text>[a-z]+\\.[A-Za-z0-9.{}_-]*)\"", RegexOptions.None, 5_000)]
    private static partial Regex Literals();

    [GeneratedRegex("[A-Za-z0-9][A-Za-z0-9._-]*", RegexOptions.None, 5_000)]
    private static partial Regex Words();

    [GeneratedRegex(@"^mail\.(?<template>[a-z-]+)\.body$", RegexOptions.None, 5_000)]
    private static partial Regex MailBodies();

    /// <summary>Braces of an escaped literal.</summary>
    [GeneratedRegex(@"\\\{[^}]*\}", RegexOptions.None, 5_000)]
    private static partial Regex Gaps();

    [GeneratedRegex("""override string Name => "(?<name>[^"]+)";""", RegexOptions.None, 5_000)]
    private static partial Regex Events();

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, 5_000)]
    private static partial Regex Braces();
}
