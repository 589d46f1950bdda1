namespace Portal.Domain.Tests.Dossiers;

public sealed class FormMoveTests
{
    private static readonly FormField Table = Build.Field("members", FieldType.Table) with
    {
        Columns = [Build.Field("name"), Build.Field("role")],
    };

    [Test]
    public void Answers_stay_where_key_and_type_do()
    {
        var from = Build.Form(
            Build.Field("title"),
            Build.Field("budget"),
            Build.Field("gone"),
            Build.Field("summary", FieldType.LongText),
            Table
        );
        var to = Build.Form(
            Build.Field("title"),
            Build.Field("budget", FieldType.Amount),
            Build.Field("summary", FieldType.LongText) with
            {
                MaxWords = 2,
            },
            Build.Field("anew", required: true),
            Table with
            {
                Columns = [Build.Field("name"), Build.Field("siret", FieldType.Siret)],
            }
        );
        var typed = Answers
            .None.With("title", "Titre")
            .With("budget", "beaucoup")
            .With("gone", "Ancien")
            .With("summary", "Bien trop long")
            .WithRows(
                "members",
                [
                    new Dictionary<string, string>
                    {
                        ["_id"] = "r1",
                        ["name"] = "A",
                        ["role"] = "B",
                    },
                ]
            );
        var move = FormMove.Between(from, to, typed);

        Assert.That(move.Anew.Select(field => field.Key), Is.EqualTo(new[] { "budget", "anew" }));
        Assert.That(move.Dropped.Select(label => label.Fr), Is.EqualTo(new[] { "budget", "gone", "members – role" }));
        Assert.That(move.Unfit.Select(one => one.Field), Is.EqualTo(new[] { "summary" }));
        Assert.That(move.Kept.Keys, Is.EqualTo(new[] { "members", "summary", "title" }));
        Assert.That(move.Kept.Rows("members").Single().Keys, Is.EquivalentTo(new[] { "_id", "name" }));
    }

    [Test]
    public void A_draft_takes_up_the_form_in_force()
    {
        var (call, wave, dossier) = Started();
        var second = call.PublishForm(call.CurrentForm.Sections, [], by: null, Build.Opening);
        dossier.MoveTo(second, wave, Build.Carrier, Build.Opening.AddDays(2));
        Assert.That(dossier.FormId, Is.EqualTo(second.Id));
        Assert.That(dossier.Events[^1], Is.TypeOf<DossierMovedToForm>());
    }

    [Test]
    public void What_was_filed_counts_on_its_own_form_until_the_newer_one_is_filed()
    {
        var (call, wave, _) = Started();
        var filed = Build.Filed(call, wave);
        var second = call.PublishForm(call.CurrentForm.Sections, [], by: null, Build.Opening);
        string[] Codes(DateTimeOffset now) => [.. Build.CodesOf(() => filed.MoveTo(second, wave, Build.Carrier, now))];
        Assert.That(Codes(Build.Closing.AddDays(1)), Is.EqualTo(new[] { "dossier.frozen" }));

        var first = filed.CurrentFiling!;
        filed.MoveTo(second, wave, Build.Carrier, Build.Opening.AddDays(3));
        Assert.That((filed.FormId, filed.CurrentFiling), Is.EqualTo((second.Id, first)));
        Assert.That(first.FormId, Is.EqualTo(call.Forms[0].Id));

        Assert.That(filed.ReturnTo(call.Forms[0], Build.Officer, Build.Closing.AddDays(1)), Is.True);
        Assert.That(filed.ReturnTo(call.Forms[0], Build.Officer, Build.Closing.AddDays(1)), Is.False);
        filed.Withdraw("", Build.Carrier, Build.Opening.AddDays(4));
        Assert.That(Codes(Build.Opening.AddDays(5)), Is.EqualTo(new[] { "dossier.withdrawn" }));
    }

    [Test]
    public void Only_the_coordinator_moves_it_and_to_a_form_of_its_call()
    {
        var (call, wave, dossier) = Started();
        Build.Join(dossier, Build.Officer, MemberRole.Writer);
        var second = call.PublishForm(call.CurrentForm.Sections, [], by: null, Build.Opening);
        var now = Build.Opening.AddDays(2);
        Assert.That(
            Build.CodesOf(() => dossier.MoveTo(second, wave, Build.Officer, now)),
            Is.EqualTo(new[] { "dossier.only-coordinator" })
        );
        Assert.That(
            Build.CodesOf(() => dossier.MoveTo(Build.Call().CurrentForm, wave, Build.Carrier, now)),
            Is.EqualTo(new[] { "dossier.form-of-another-call" })
        );
    }

    private static (Call Call, Wave Wave, Dossier Dossier) Started()
    {
        var call = Build.Call();
        var wave = Build.Wave(call);
        return (call, wave, Build.Draft(call, wave));
    }
}
