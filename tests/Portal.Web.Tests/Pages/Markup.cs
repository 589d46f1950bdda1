using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.Language;
using Microsoft.AspNetCore.Razor.Language.Intermediate;

namespace Portal.Web.Tests.Pages;

/// <summary>What a view holds beside its code, as Razor's own parser tells them apart.</summary>
internal static partial class Markup
{
    private static readonly RazorProjectEngine Razor = RazorProjectEngine.Create(
        RazorConfiguration.Default,
        RazorProjectFileSystem.Create(Repository.Root),
        builder =>
        {
            builder.AddDirective(DirectiveDescriptor.CreateSingleLineDirective("model", part => part.AddTypeToken()));
            builder.AddDirective(
                DirectiveDescriptor.CreateSingleLineDirective("inject", part => part.AddTypeToken().AddMemberToken())
            );
            builder.AddDirective(
                DirectiveDescriptor.CreateRazorBlockDirective("section", part => part.AddMemberToken())
            );
        }
    );

    /// <summary>The words that a reader would meet and that come from no resource: between tags, and in attributes that are read.</summary>
    public static IReadOnlyList<string> WordsOf(string view)
    {
        var document = Razor
            .Process(
                RazorSourceDocument.ReadFrom(new RazorFile(view)),
                fileKind: null,
                importSources: [],
                tagHelpers: []
            )
            .GetDocumentIntermediateNode();
        var texts = new Texts();
        texts.Visit(document);
        var markup = texts.Markup.ToString();
        var between = Tag().Replace(markup, "\n").Split('\n');
        var read = ReadAttribute().Matches(markup).Select(found => found.Groups["text"].Value);
        return
        [
            .. between
                .Concat(read)
                .Concat(texts.Attributes)
                .Select(text => Entity().Replace(text, "").Trim())
                .Where(text => text.Any(char.IsLetter)),
        ];
    }

    private sealed class RazorFile(string path) : RazorProjectItem
    {
        public override string BasePath => "/";

        public override string FilePath => path;

        public override string PhysicalPath => path;

        public override bool Exists => true;

        public override Stream Read() => File.OpenRead(path);
    }

    /// <summary>Gathers literal markup in its order; code leaves a gap, so that tags stay whole.</summary>
    private sealed class Texts : IntermediateNodeWalker
    {
        public StringBuilder Markup { get; } = new();

        public List<string> Attributes { get; } = [];

        public override void VisitHtml(HtmlContentIntermediateNode node)
        {
            foreach (var token in node.Children.OfType<IntermediateToken>())
                Markup.Append(token.Content);
        }

        public override void VisitHtmlAttribute(HtmlAttributeIntermediateNode node)
        {
            if (IsRead(node.AttributeName))
                Attributes.AddRange(
                    node.Children.OfType<HtmlAttributeValueIntermediateNode>()
                        .SelectMany(value => value.Children.OfType<IntermediateToken>())
                        .Select(token => token.Content)
                );
        }

        private static bool IsRead(string attribute) => ReadAttribute().IsMatch($" {attribute}=\"x\"");
    }

    [GeneratedRegex("<[^<>]*>", RegexOptions.None, 5_000)]
    private static partial Regex Tag();

    [GeneratedRegex("&[a-z]+;", RegexOptions.None, 5_000)]
    private static partial Regex Entity();

    [GeneratedRegex(
        " (?:title|label|lead|caption|summary|help|alt|placeholder|aria-label)=\"(?<text>[^\"]*)\"",
        RegexOptions.None,
        5_000
    )]
    private static partial Regex ReadAttribute();
}
