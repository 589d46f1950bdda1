namespace Portal.Domain.Organisations;

/// <summary>What an organisation is, in the words of the programme; <see cref="Other"/> where it can't be told.</summary>
public enum OrganisationKind
{
    Hospital,

    /// <summary>Groupement de coopération sanitaire (GCS).</summary>
    CareGroup,

    /// <summary>Social and medico-social establishments and services (ESSMS).</summary>
    SocialCare,
    University,
    Research,

    /// <summary>Groupement d'intérêt public (GIP).</summary>
    PublicInterestGroup,
    LocalAuthority,
    PublicBody,
    Association,
    Foundation,
    Mutual,
    Company,
    Other,
}

/// <summary>
/// Reads the kind out of the register: the legal category (INSEE's nomenclature of 2022, four digits) and the main
/// activity (NAF rev. 2, such as <c>86.10Z</c>).
/// </summary>
public static class OrganisationKinds
{
    public static OrganisationKind Of(string legalForm, string activity) =>
        (legalForm, activity) switch
        {
            ("7470" or "9970", _) => OrganisationKind.CareGroup,
            ("7410", _) => OrganisationKind.PublicInterestGroup,
            ("7364" or "7365", _) => OrganisationKind.Hospital,
            (_, ['8', '6', '.', '1', '0', ..]) => OrganisationKind.Hospital,
            ("7361" or "7366" or "7367", _) => OrganisationKind.SocialCare,
            (_, ['8', '7' or '8', '.', ..]) => OrganisationKind.SocialCare,
            ("7383" or "7384", _) => OrganisationKind.University,
            (['7', ..], ['8', '5', '.', '4', '2', ..]) => OrganisationKind.University,
            (['4' or '7', ..], ['7', '2', '.', ..]) => OrganisationKind.Research,
            _ => OfForm(legalForm),
        };

    private static OrganisationKind OfForm(string legalForm) =>
        legalForm switch
        {
            ['7', '2', ..] or ['7', '3', '4' or '5', ..] => OrganisationKind.LocalAuthority,
            ['4' or '7', ..] => OrganisationKind.PublicBody,
            "9300" => OrganisationKind.Foundation,
            ['9', '2', ..] => OrganisationKind.Association,
            ['8', '2', ..] => OrganisationKind.Mutual,
            ['1' or '5' or '6', ..] => OrganisationKind.Company,
            _ => OrganisationKind.Other,
        };
}
