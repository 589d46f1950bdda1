using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain;
using Portal.Domain.Orientation;
using Portal.Infrastructure.Orientation;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Seeds;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Orientation;

/// <summary>The guide that orients projects, as data that officers edit: checked on sample projects before it is published.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class GuideController(PortalDbContext db, Guides guides, Texts texts) : Controller
{
    public const int MaxLength = 200_000;
    private const int Shown = 20;

    [HttpGet("/staff/orientation")]
    public async Task<IActionResult> Show(int? version, CancellationToken cancellation)
    {
        var last = await db
            .Guides.AsNoTracking()
            .OrderByDescending(one => one.Version)
            .FirstOrDefaultAsync(cancellation);
        var shown = version is null
            ? last
            : await db.Guides.AsNoTracking().SingleOrDefaultAsync(one => one.Version == version, cancellation);
        if (version is not null && shown is null)
            return NotFound();
        return await PageAsync(
            shown?.Source ?? "",
            last?.Version ?? 0,
            [],
            shown?.Content,
            isChecked: false,
            cancellation
        );
    }

    /// <summary>Looks at what was typed; publishes it where that is asked and nothing is wrong.</summary>
    [HttpPost("/staff/orientation"), RequestFormLimits(ValueLengthLimit = MaxLength * 4)]
    public async Task<IActionResult> Publish(string? source, int from, bool publish, CancellationToken cancellation)
    {
        var typed = (source ?? "").ReplaceLineEndings("\n");
        try
        {
            if (typed.Length > MaxLength)
                throw new SeedException(GuideFile.Name, 1, GuideRefusals.TooLong(MaxLength));
            var content = GuideFile.Read(typed, await guides.NamesAsync(cancellation));
            if (content.Faults() is { Count: > 0 } faults)
                return await PageAsync(
                    typed,
                    from,
                    [.. faults.Select(texts.Of)],
                    content,
                    isChecked: false,
                    cancellation
                );
            if (!publish)
                return await PageAsync(typed, from, [], content, isChecked: true, cancellation);
            await guides.PublishAsync(typed, from, User.Person(), cancellation);
        }
        catch (SeedException wrong)
        {
            var told = texts["orientation.line", wrong.Line, string.Join(' ', wrong.Refusals.Select(texts.Of))];
            return await PageAsync(typed, from, [told], content: null, isChecked: false, cancellation);
        }
        catch (DbUpdateException twice)
            when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            return await PageAsync(
                typed,
                from,
                [texts["orientation.overtaken"]],
                content: null,
                isChecked: false,
                cancellation
            );
        }
        TempData["Said"] = "orientation.published";
        return Redirect("/staff/orientation");
    }

    private async Task<IActionResult> PageAsync(
        string source,
        int from,
        IReadOnlyList<string> faults,
        GuideContent? content,
        bool isChecked,
        CancellationToken cancellation
    )
    {
        if (faults.Count > 0)
            Response.StatusCode = StatusCodes.Status409Conflict;
        var versions = await (
            from one in db.Guides
            join account in db.Users
                on (one.PublishedBy == null ? Guid.Empty : one.PublishedBy.Value.Value) equals account.Id
                into people
            from account in people.DefaultIfEmpty()
            orderby one.Version descending
            select new GuideVersion(one.Version, one.PublishedAt, account.Name ?? "")
        )
            .Take(Shown)
            .ToListAsync(cancellation);
        return View(
            "/Orientation/Guide.cshtml",
            new GuidePage(
                source,
                from,
                faults,
                isChecked,
                content is null ? [] : [.. content.DeadEnds(Shown, cancellation).Select(way => WordsOf(content, way))],
                content is null ? [] : [.. content.Samples.Select(sample => sample.Name)],
                versions
            )
        );
    }

    private string WordsOf(GuideContent content, IReadOnlyDictionary<string, string> way) =>
        string.Join(
            ", ",
            content
                .Questions.Where(question => way.ContainsKey(question.Key))
                .Select(question =>
                    question.Answers.First(answer => answer.Key == way[question.Key]).Label.In(texts.Language)
                )
        );
}
