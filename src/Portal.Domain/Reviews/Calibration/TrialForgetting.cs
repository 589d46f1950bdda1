namespace Portal.Domain.Reviews.Calibration;

public sealed partial class Trial
{
    /// <summary>Leaves the marks, and nobody who gave them.</summary>
    public void Forget(PersonId nobody) => (Person, Sheet) = (nobody, Sheet.WithoutTexts());
}
