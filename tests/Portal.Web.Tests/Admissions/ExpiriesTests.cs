using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Admissions;
using Portal.Infrastructure.Admissions;

namespace Portal.Web.Tests.Admissions;

/// <summary>Teams are told of evidence that ends, each time that it does.</summary>
[TestFixture]
internal sealed class ExpiriesTests : OnPortal
{
    [Test]
    public async Task One_criterion_that_expired_hides_none_that_will_and_who_withdrew_is_not_reminded()
    {
        var (_, dossiers) = await PlacesTests.ExportAsync(Database);
        var today = new DateOnly(2024, 1, 18);
        await using (var db = Database.Open())
            foreach (var dossier in dossiers.Take(2))
            {
                var id = new DossierId(dossier.Id);
                var admission = await db.Admissions.SingleAsync(one => one.DossierId == id);
                var filing = await db
                    .Dossiers.Where(one => one.Id == id)
                    .Select(one => one.FilingId!.Value)
                    .SingleAsync();
                var plan = (await db.Calls.SingleAsync(call => call.Slug == "action-export")).Admission!;
                foreach (var (key, until) in new[] { ("established", -5), ("marked", 20) })
                    admission.Check(
                        plan,
                        filing,
                        key,
                        new CriterionFinding(true, "", today.AddDays(until)),
                        PersonId.New(),
                        DateTimeOffset.UnixEpoch,
                        today.AddDays(-30)
                    );
                await db.SaveChangesAsync();
            }
        await PlacesTests.WithdrawAsync(Database, dossiers[1].Id);
        await using (var scope = Host.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<RemindOfExpiries>().RunAsync(CancellationToken.None);
        await using var read = Database.Open();
        var told = await read.Outbox.Where(mail => mail.Template == "criterion-expires").ToListAsync();
        Assert.That(
            told.Select(mail => mail.Occasion).Where(one => !one.Contains(":security:", StringComparison.Ordinal)),
            Is.EqualTo(new[] { $"criterion-expires:{dossiers[0].Id}:marked:20240207:30" })
        );
    }
}
