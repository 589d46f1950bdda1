using Portal.Domain.Consultations;
using Portal.Infrastructure.Texts;
using Portal.Web.Decisions.OpenData;

namespace Portal.Web.Consultations;

/// <summary>A contribution in the open files. Columns are only ever added, at the end.</summary>
/// <param name="Article">Its key; null for the plan as a whole.</param>
/// <param name="Organisation">Null where a person spoke for themselves.</param>
/// <param name="SentOn">The day, in Paris.</param>
/// <param name="Group">What it asks for, in French; null before the answer.</param>
public sealed record OpenContribution(
    Guid Id,
    string Consultation,
    string? Article,
    string? ArticleTitle,
    string? Organisation,
    string Language,
    DateOnly SentOn,
    string Text,
    string? Group,
    GroupAnswer? Answer,
    string? Because
)
{
    internal static string Head { get; } =
        Csv.Line(
            "id",
            "consultation",
            "article",
            "article_title",
            "organisation",
            "language",
            "sent_on",
            "text",
            "group",
            "answer",
            "because"
        );

    internal string Line =>
        Csv.Line(
            Id.ToString(),
            Consultation,
            Article,
            ArticleTitle,
            Organisation,
            Language,
            SentOn,
            Text,
            Group,
            Answer is { } answer
                ? System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(answer.ToString())
                : null,
            Because
        );

    internal static OpenContribution Of(Consultation of, Contribution one, ContributionGroup? group) =>
        new(
            one.Id.Value,
            of.Slug,
            one.Article,
            ConsultationReading.TitleOf(of.Plan, one.Article)?.Fr,
            one.From.Organisation.Length > 0 ? one.From.Organisation : null,
            one.Language,
            DateOnly.FromDateTime(Dates.Civil(one.SentAt)),
            one.Text,
            group?.Title.Fr,
            group?.Answer,
            group?.Because.Fr
        );
}
