namespace Portal.Domain;

/// <summary>An amount in euros, to the cent, zero or more.</summary>
public readonly record struct Money
{
    public Money(decimal euros)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(euros);
        Euros = decimal.Round(euros, 2);
    }

    public decimal Euros { get; }

    public static Money Zero => new(0);
}
