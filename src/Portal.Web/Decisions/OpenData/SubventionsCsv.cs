using System.Globalization;
using Portal.Domain;
using Portal.Infrastructure.Programme;

namespace Portal.Web.Decisions.OpenData;

/// <summary>
/// The essential data of grants in the SCDL schema "subventions" 2.1 (décret n° 2017-779 of 5 May 2017; arrêté of
/// 17 November 2017), column for column. Until the agreement is signed its day is that of the decision, and the
/// period of payment is the project's from that day on; the lead receives the whole. The schema has no column for a
/// source: where the winners were announced elsewhere, the subject ends with it.
/// </summary>
public sealed class SubventionsCsv(ProgrammeTerms programme) : IWinnersCsv
{
    /// <summary>Characters of the subject, as the schema limits them.</summary>
    private const int LongestSubject = 256;

    /// <summary>So that call and project can still be told by what is left.</summary>
    private const int LongestSource = 120;

    /// <summary>Paid in cash, by tranches; no aid of the de minimis kind (regulation (EU) n° 1407/2013).</summary>
    private const string Nature = "aide en numéraire";
    private const string Conditions = "échelonné";
    private const string NotNotified = "non";
    private const string Whole = "1.00";

    public string Head =>
        Csv.Line(
            "nomAttribuant",
            "idAttribuant",
            "dateConvention",
            "referenceDecision",
            "nomBeneficiaire",
            "idBeneficiaire",
            "rnaBeneficiaire",
            "objet",
            "montant",
            "nature",
            "conditionsVersement",
            "datesPeriodeVersement",
            "idRAE",
            "notificationUE",
            "pourcentageSubvention",
            "dispositifAide"
        );

    public string Line(PublishedWinner winner) =>
        Csv.Line(
            programme.Operator(winner.List.Operator).Fr,
            programme.SiretOf(winner.List.Operator)?.Value,
            winner.DecidedOn,
            winner.Number,
            winner.Lead,
            winner.LeadSiret?.Value,
            null,
            SubjectOf(winner),
            winner.Amount.Euros.ToString("0.00", CultureInfo.InvariantCulture),
            Nature,
            Conditions,
            PeriodOf(winner),
            null,
            NotNotified,
            Whole,
            null
        );

    private static string SubjectOf(PublishedWinner winner)
    {
        var subject = $"{winner.List.Call.Title.Fr} : {winner.Title}";
        if (winner.List.Source is not { } source)
            return subject.Shortened(LongestSubject);
        var told = $" (source : {source.Shortened(LongestSource)})";
        return subject.Shortened(LongestSubject - told.Length) + told;
    }

    private static string PeriodOf(PublishedWinner winner)
    {
        var from = Iso(winner.DecidedOn);
        return winner.Months is { } months ? $"{from}/{Iso(winner.DecidedOn.AddMonths(months))}" : from;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
