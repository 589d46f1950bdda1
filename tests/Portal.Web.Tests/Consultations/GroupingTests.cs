using System.Globalization;
using Portal.Infrastructure.Consultations;

namespace Portal.Web.Tests.Consultations;

/// <summary>What officers do with contributions, one button after the other.</summary>
[TestFixture]
internal sealed class GroupingTests : OnPortal
{
    private const string Desk = "/staff/consultations/bien-vieillir";

    [Test, Order(1)]
    public async Task A_button_without_a_choice_says_so_and_keeps_what_was_typed()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        foreach (var act in new[] { "accept", "withhold", "group" })
        {
            var refused = await olivier.PostAsync(
                $"{Desk}/{act}",
                ("shelf", "ToGroup"),
                ("Reason", "Un motif écrit."),
                ("Title", "Un titre écrit.")
            );
            Assert.That(refused.Code, Is.EqualTo(409), act);
            Assert.That(refused.Text(), Does.Contain("Cochez au moins une contribution."), act);
            Assert.That(refused.Text(), Does.Contain("Un motif écrit.").And.Contain("Un titre écrit."), act);
        }
        await using var db = Database.Open();
        var one = await db.PublicContributions()
            .Where(one => one.GroupId == null)
            .Where(one => db.Consultations.Any(its => its.Id == one.ConsultationId && its.Slug == "bien-vieillir"))
            .Select(one => one.Id)
            .FirstAsync();
        var nowhere = await olivier.PostAsync($"{Desk}/group", ("shelf", "ToGroup"), ("ids", $"{one.Value}"));
        Assert.That(nowhere.Code, Is.EqualTo(409));
        Assert.That(nowhere.Text(), Does.Contain("Choisissez un groupe"));
    }

    [Test, Order(2)]
    public async Task Enter_in_the_name_of_a_new_group_does_not_withhold()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var page = (await olivier.GetAsync($"{Desk}?shelf=ToGroup")).Body;
        var (group, withhold) = (
            page.IndexOf($"{Desk}/group", StringComparison.Ordinal),
            page.IndexOf($"{Desk}/withhold", StringComparison.Ordinal)
        );
        Assert.That(group, Is.GreaterThan(0).And.LessThan(withhold), "browsers press the first button of a form");
    }

    [Test, Order(3)]
    public async Task A_group_made_by_hand_takes_one_article_and_a_proposal_joins_what_is_alike_to_it()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var (step, other, elsewhere) = (
            await IdAsync("permettez une expérimentation"),
            await IdAsync("six mois avec un point d’étape suffisent"),
            await IdAsync("en gros caractères")
        );
        var mixed = await olivier.PostAsync(
            $"{Desk}/group",
            ("ids", step),
            ("ids", elsewhere),
            ("Title", "Six mois"),
            ("shelf", "ToGroup")
        );
        Assert.That(mixed.Text(), Does.Contain("Un groupe réunit des contributions au même article."));
        await olivier.PostAsync($"{Desk}/group", ("ids", step), ("Title", "Six mois"), ("shelf", "ToGroup"));
        await olivier.PostAsync($"{Desk}/groups/propose");
        await using var db = Database.Open();
        var its = await db.Contributions.SingleAsync(one => one.Id == new ContributionId(Guid.Parse(step)));
        var likeIt = await db.Contributions.SingleAsync(one => one.Id == new ContributionId(Guid.Parse(other)));
        Assert.That(likeIt.GroupId, Is.EqualTo(its.GroupId).And.Not.Null, "it joins the group that there is");
        var group = await db.ContributionGroups.SingleAsync(one => one.Id == its.GroupId);
        Assert.That(group.Title.Fr, Is.EqualTo("Six mois"));
        Assert.That(
            (await olivier.GetAsync($"{Desk}?shelf=Accepted")).Text(),
            Does.Contain("Produire des preuves en vie réelle – Six mois")
        );
    }

    [Test, Order(4)]
    public async Task A_reason_is_kept_without_an_answer_and_one_officer_does_not_overwrite_another()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var odile = await Host.SignInAsync("Odile");
        await using var db = Database.Open();
        var group = await db
            .ContributionGroups.OrderBy(one => one.Id)
            .Select(one => new { one.Id, Version = EF.Property<uint>(one, "Version") })
            .FirstAsync();
        var path = $"{Desk}/groups/{group.Id.Value}";
        (string, string)[] typed =
        [
            ("titleFr", "Demande"),
            ("titleEn", "Request"),
            ("answer", ""),
            ("becauseFr", "Un motif sans réponse."),
            ("becauseEn", ""),
            ("version", group.Version.ToString(CultureInfo.InvariantCulture)),
        ];
        Assert.That((await olivier.PostAsync(path, typed)).Code, Is.EqualTo(302));
        Assert.That((await olivier.GetAsync($"{Desk}/groups")).Text(), Does.Contain("Un motif sans réponse."));
        var second = await odile.PostAsync(path, typed.But(("becauseFr", "Le motif d’Odile.")));
        Assert.That(second.Code, Is.EqualTo(409));
        Assert.That(second.Text(), Does.Contain("depuis que vous l’avez ouvert").And.Contain("Le motif d’Odile."));
        var unnamed = await odile.PostAsync(
            path,
            typed.But(("titleFr", ""), ("titleEn", ""), ("version", await VersionAsync(group.Id)))
        );
        Assert.That(unnamed.Body, Does.Contain($"href=\"#title-fr-{group.Id.Value}\""));
        var nonsense = await odile.PostAsync(path, typed.But(("answer", "Peut-être")));
        Assert.That(nonsense.Body, Does.Contain($"href=\"#answer-{group.Id.Value}\""));
    }

    [Test, Order(5)]
    public async Task A_new_article_of_the_final_plan_never_takes_the_key_of_another_and_a_new_title_is_seen()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        const string plan = $"{Desk}/plan";
        var form = Typing.Of((await olivier.GetAsync(plan)).Body);
        var title = form.Single(one => one.Value == "Produire des preuves en vie réelle").Name;
        var written = form.But(
            (title, "Prouver en vie réelle"),
            ("Articles[6].TitleFr", "Neuf"),
            ("Articles[6].TextFr", "Un.")
        );
        Assert.That((await olivier.PostAsync(plan, written)).Code, Is.EqualTo(302));
        var page = await olivier.GetAsync(plan);
        Assert.That(page.Text(), Does.Contain("</span>Produire des preuves en vie réelle</del>"));
        var again = Typing.Of(page.Body);
        var dropped = again.But(("Articles[0].TextFr", ""), ("Articles[0].TextEn", ""));
        Assert.That((await olivier.PostAsync(plan, dropped)).Code, Is.EqualTo(302));
        var keys = Typing
            .Of((await olivier.GetAsync(plan)).Body)
            .Where(one => one.Name.EndsWith("].Key", StringComparison.Ordinal));
        Assert.That(keys.Select(one => one.Value), Is.Unique);
    }

    private async Task<string> VersionAsync(ContributionGroupId id)
    {
        await using var db = Database.Open();
        var version = await db
            .ContributionGroups.Where(one => one.Id == id)
            .Select(one => EF.Property<uint>(one, "Version"))
            .SingleAsync();
        return version.ToString(CultureInfo.InvariantCulture);
    }

    private async Task<string> IdAsync(string words)
    {
        await using var db = Database.Open();
        return (await db.Contributions.SingleAsync(one => one.Text.Contains(words))).Id.Value.ToString();
    }
}
