using Microsoft.Playwright;

namespace Portal.Browser.Tests;

[SetUpFixture]
internal sealed class Assembly
{
    private const int SlowestAnswerMs = 20_000;

    /// <summary>A busy machine answers late: that is no fault of the page.</summary>
    [OneTimeSetUp]
    public void BePatient() => Assertions.SetDefaultExpectTimeout(SlowestAnswerMs);
}
