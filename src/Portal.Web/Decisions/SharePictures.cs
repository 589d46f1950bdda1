using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Net.Http.Headers;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Texts;
using SkiaSharp;

namespace Portal.Web.Decisions;

/// <param name="Tag">Of what is drawn on it.</param>
public sealed record SharePicture(byte[] Png, EntityTagHeaderValue Tag);

/// <summary>
/// Draws the picture of a project, in the size that sites show where an address is shared. Drawn once for what it says,
/// and kept while there is room.
/// </summary>
public sealed class SharePictures(IWebHostEnvironment environment, ProgrammeCache programme, Texts texts) : IDisposable
{
    private const int Width = 1200;
    private const int Height = 630;
    private const int Edge = 72;
    private const int MostKept = 200;
    private const int TitleLines = 4;

    private static readonly SKColor Ground = SKColor.Parse("#0b4f5c");
    private static readonly SKColor Soft = SKColor.Parse("#cfe6e9");
    private static readonly SKColor Sun = SKColor.Parse("#f2b84b");

    private readonly Lazy<SKTypeface> _plain = new(() => Face(environment, "400"));
    private readonly Lazy<SKTypeface> _bold = new(() => Face(environment, "700"));
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MostKept });

    public SharePicture Of(ProjectPage project, string language)
    {
        var words = Words(project, language);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words.ToString())))[..32];
        return _kept.GetOrCreate(
            hash,
            entry =>
            {
                entry.Size = 1;
                return new SharePicture(Draw(words), new EntityTagHeaderValue($"\"{hash}\""));
            }
        )!;
    }

    public void Dispose()
    {
        _kept.Dispose();
        foreach (var face in new[] { _plain, _bold })
            if (face.IsValueCreated)
                face.Value.Dispose();
    }

    private ShareWords Words(ProjectPage project, string language) =>
        new(
            texts.In(language, project.IsDemonstration ? "winners.picture-demonstration" : "shared.name"),
            project.Title,
            project.Lead,
            Dates.Amount(project.Amount.Euros, language),
            programme.Terms.Region(project.Region).In(language),
            texts.In(language, "winners.of-wave", project.List.Call.Title, project.List.Wave)
        );

    private byte[] Draw(ShareWords words)
    {
        using var surface = SKSurface.Create(new SKImageInfo(Width, Height));
        var canvas = surface.Canvas;
        canvas.Clear(Ground);
        Box(canvas, Sun, 0, 0, Width, 14);
        Write(canvas, words.Head, _bold, 30, Sun, 92);
        var below = Title(canvas, words.Title);
        Write(canvas, words.Lead, _plain, 36, Soft, below + 14);
        Box(canvas, Soft, Edge, 496, Width - 2 * Edge, 2);
        Write(canvas, $"{words.Amount} · {words.Region}", _bold, 40, SKColors.White, 550);
        Write(canvas, words.Where, _plain, 28, Soft, 594);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 90);
        return png.ToArray();
    }

    /// <summary>As large as its lines allow.</summary>
    /// <returns>Where the next line stands.</returns>
    private float Title(SKCanvas canvas, string title)
    {
        var size = 64f;
        var lines = Lines(title, size);
        for (; lines.Count > TitleLines - 1 && size > 44; size -= 4)
            lines = Lines(title, size - 4);
        var at = 110 + size;
        foreach (var line in lines.Take(TitleLines))
        {
            Write(canvas, line, _bold, size, SKColors.White, at);
            at += size * 1.16f;
        }
        return at;
    }

    private List<string> Lines(string text, float size)
    {
        using var font = new SKFont(_bold.Value, size);
        var lines = new List<string> { "" };
        foreach (var word in Drawable(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            if (font.MeasureText(longer) <= Width - 2 * Edge)
                lines[^1] = longer;
            else
                lines.Add(word);
        }
        return lines;
    }

    /// <summary>A line that is too long ends where the picture does.</summary>
    private static void Write(SKCanvas canvas, string text, Lazy<SKTypeface> face, float size, SKColor colour, float at)
    {
        using var font = new SKFont(face.Value, size);
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        var line = Drawable(text);
        while (line.Length > 1 && font.MeasureText(line) > Width - 2 * Edge)
            line = string.Concat(line.AsSpan()[..^2].TrimEnd(), "…");
        canvas.DrawText(line, Edge, at, SKTextAlign.Left, font, paint);
    }

    private static void Box(SKCanvas canvas, SKColor colour, float left, float top, float width, float height)
    {
        using var paint = new SKPaint { Color = colour };
        canvas.DrawRect(left, top, width, height, paint);
    }

    /// <summary>The typeface has no narrow space.</summary>
    private static string Drawable(string text) =>
        text.ReplaceLineEndings(" ").Replace('\u202f', '\u00a0').Replace('\t', ' ');

    private static SKTypeface Face(IWebHostEnvironment environment, string weight)
    {
        using var file = environment
            .WebRootFileProvider.GetFileInfo($"lib/source-sans-3-{weight}.woff")
            .CreateReadStream();
        return SKTypeface.FromStream(file);
    }

    private sealed record ShareWords(
        string Head,
        string Title,
        string Lead,
        string Amount,
        string Region,
        string Where
    );
}
