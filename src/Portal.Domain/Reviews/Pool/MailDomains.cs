namespace Portal.Domain.Reviews.Pool;

/// <summary>Which organisation an address tells, if it tells one.</summary>
public static class MailDomains
{
    /// <summary>Of those where anybody can have an address.</summary>
    private static readonly HashSet<string> Public = new(StringComparer.Ordinal)
    {
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "outlook.fr",
        "hotmail.com",
        "hotmail.fr",
        "live.com",
        "live.fr",
        "msn.com",
        "yahoo.com",
        "yahoo.fr",
        "ymail.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "aol.com",
        "gmx.com",
        "gmx.fr",
        "mail.com",
        "proton.me",
        "protonmail.com",
        "pm.me",
        "tutanota.com",
        "zoho.com",
        "orange.fr",
        "wanadoo.fr",
        "laposte.net",
        "free.fr",
        "sfr.fr",
        "neuf.fr",
        "cegetel.net",
        "numericable.fr",
        "bbox.fr",
        "club-internet.fr",
        "mailo.com",
        "netcourrier.com",
        "medecin.fr",
        "apicrypt.org",
    };

    /// <summary>Under these, each name is an organisation's own.</summary>
    private static readonly HashSet<string> Suffixes = new(StringComparer.Ordinal)
    {
        "gouv.fr",
        "asso.fr",
        "com.fr",
        "tm.fr",
        "mssante.fr",
        "co.uk",
        "ac.uk",
        "nhs.uk",
        "ac.be",
    };

    /// <summary>Domains of one organisation, its present one first.</summary>
    private static readonly string[][] Aliases =
    [
        ["aphp.fr", "ap-hp.fr"],
        ["chu-lyon.fr", "hcl.fr"],
        ["ap-hm.fr", "aphm.fr"],
        ["inserm.fr", "inserm-transfert.fr"],
        ["cea.fr", "cea-tech.fr"],
        ["bpifrance.fr", "bpi-france.fr"],
        ["caissedesdepots.fr", "cdc.fr"],
        ["has-sante.fr", "has.fr"],
    ];

    private static readonly Dictionary<string, string> Present = Aliases
        .SelectMany(group => group.Select(one => (one, group[0])))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>
    /// The domain of the organisation that an address is of, whatever the department; null for a provider where anybody
    /// can have one, and for names that are kept for examples (RFC 2606).
    /// </summary>
    public static string? OrganisationOf(EmailAddress address)
    {
        var labels = address.Domain.Split('.');
        if (labels[^1] == "example")
            return null;
        var kept = labels.Length > 2 && Suffixes.Contains(string.Join('.', labels[^2..])) ? 3 : 2;
        var own = string.Join('.', labels[^Math.Min(kept, labels.Length)..]);
        return Public.Contains(own) ? null : Present.GetValueOrDefault(own, own);
    }
}
