using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Shared.TagHelpers;

/// <summary>
/// A question of a form: label, help, limit told before it is hit, the control, and its error, tied together for
/// those who listen. Bound by <c>asp-for</c>, or by name and value.
/// </summary>
[HtmlTargetElement("p-field", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldTagHelper(Texts texts) : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    [HtmlAttributeName("asp-for")]
    public ModelExpression? For { get; set; }

    public string? Name { get; set; }

    public string? Id { get; set; }

    public string Label { get; set; } = "";

    public string? Help { get; set; }

    public string Type { get; set; } = "text";

    public string? Value { get; set; }

    public IEnumerable<string>? Values { get; set; }

    public IEnumerable<SelectListItem> Options { get; set; } = [];

    public bool Required { get; set; }

    /// <summary>A filter of a list: nobody expects it to be required, and none chosen means all.</summary>
    public bool IsFilter { get; set; }

    /// <summary>Whether it is asked for in some cases, which its help says.</summary>
    public bool IsConditional { get; set; }

    /// <summary>Whether a box is read as true or false, and not as an answer of a form.</summary>
    public bool IsFlag { get; set; }

    public int? MaxLength { get; set; }

    /// <summary>Words, where they count rather than characters, or beside them.</summary>
    public int? MaxWords { get; set; }

    public int Rows { get; set; } = 6;

    public string? Autocomplete { get; set; }

    public string? Accept { get; set; }

    /// <summary>What is wrong with the answer; without it, what the model state says.</summary>
    public string? Error { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Name ??= For?.Name ?? throw new InvalidOperationException("A field needs a name or asp-for.");
        Id ??= Name.Replace('.', '-').Replace('[', '-').Replace(']', '-');
        Value = Typed() ?? Value;
        // Razor hands a missing text over as an empty one.
        if (string.IsNullOrEmpty(Error))
            Error = StateOf(Name)?.Errors.FirstOrDefault()?.ErrorMessage;
        output.Become("div", Error is null ? "field" : "field field-wrong");
        output.Content.SetHtmlContent(
            Type switch
            {
                "radios" or "checkboxes" or "yes-no" => Group(),
                "checkbox" => SingleBox(),
                _ => Single(),
            }
        );
    }

    private ModelStateEntry? StateOf(string name) =>
        ViewContext.ViewData.ModelState.TryGetValue(name, out var entry) ? entry : null;

    /// <summary>What the person typed comes back, whether it was right or wrong; passwords never do.</summary>
    private string? Typed() =>
        Type is "password" or "file"
            ? null
            : StateOf(Name!)?.AttemptedValue
                ?? For?.Model switch
                {
                    null => null,
                    IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                    var other => other.ToString(),
                };

    private HtmlContentBuilder Single()
    {
        var content = new HtmlContentBuilder();
        var label = new TagBuilder("label");
        label.Attributes["for"] = Id;
        label.InnerHtml.Append(Label);
        if (!Required && !IsFilter && !IsConditional && Type != "password")
            label.InnerHtml.AppendHtml(Parts.Element("span", "hint", " " + texts["shared.optional"]));
        content.AppendHtml(label).AppendHtml(Hints()).AppendHtml(Control());
        return content;
    }

    private TagBuilder Control()
    {
        var control = Type switch
        {
            "textarea" => TextArea(),
            "select" => Select(),
            _ => Input(),
        };
        control.Attributes["id"] = Id;
        control.Attributes["name"] = Name;
        if (Required)
            control.Attributes["aria-required"] = "true";
        if (MaxLength is { } limit)
            control.Attributes["data-limit"] = limit.ToString(CultureInfo.InvariantCulture);
        if (MaxWords is { } words)
            control.Attributes["data-words"] = words.ToString(CultureInfo.InvariantCulture);
        if (Autocomplete is not null)
            control.Attributes["autocomplete"] = Autocomplete;
        Describe(control);
        return control;
    }

    private TagBuilder TextArea()
    {
        var area = new TagBuilder("textarea");
        area.AddCssClass("form-control");
        area.Attributes["rows"] = Rows.ToString(CultureInfo.InvariantCulture);
        // A line end first, since a browser drops the first one.
        area.InnerHtml.Append("\n" + Value);
        return area;
    }

    private TagBuilder Select()
    {
        var select = new TagBuilder("select");
        select.AddCssClass("form-select");
        select.InnerHtml.AppendHtml(Option("", texts[IsFilter ? "shared.any" : "shared.choose"], chosen: false));
        foreach (var option in Options)
            select.InnerHtml.AppendHtml(Option(option.Value, option.Text, option.Value == Value));
        return select;
    }

    private static TagBuilder Option(string value, string text, bool chosen)
    {
        var option = new TagBuilder("option");
        option.Attributes["value"] = value;
        if (chosen)
            option.Attributes["selected"] = "selected";
        option.InnerHtml.Append(text);
        return option;
    }

    private TagBuilder Input()
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.AddCssClass(Type is "number" or "amount" ? "form-control numeric" : "form-control");
        input.Attributes["type"] = Type switch
        {
            // Numbers are typed as people write them; a number control would refuse « 1 250,50 ».
            "number" or "amount" => "text",
            "datetime" => "datetime-local",
            var other => other,
        };
        if (Type is "number" or "amount")
            input.Attributes["inputmode"] = "decimal";
        if (Accept is not null)
            input.Attributes["accept"] = Accept;
        if (Type is not ("password" or "file") && Value is not null)
            input.Attributes["value"] = Value;
        return input;
    }

    private HtmlContentBuilder Group()
    {
        var content = new HtmlContentBuilder();
        content.AppendHtml("<fieldset><legend>").Append(Label);
        if (!Required)
            content.AppendHtml(Parts.Element("span", "hint", " " + texts["shared.optional"]));
        content.AppendHtml("</legend>").AppendHtml(Hints());
        var chosen = (Values ?? (Value is null ? [] : [Value])).ToHashSet(StringComparer.Ordinal);
        foreach (var (option, index) in Choices().Select((option, index) => (option, index)))
            content.AppendHtml(Box(Type == "checkboxes" ? "checkbox" : "radio", option, index, chosen));
        return content.AppendHtml("</fieldset>") as HtmlContentBuilder ?? content;
    }

    private IEnumerable<SelectListItem> Choices() =>
        Type == "yes-no"
            ? [new SelectListItem(texts["shared.yes"], "yes"), new SelectListItem(texts["shared.no"], "no")]
            : Options;

    private TagBuilder Box(string type, SelectListItem option, int index, HashSet<string> chosen)
    {
        var id = index == 0 ? Id! : $"{Id}-{index}";
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.AddCssClass("form-check-input");
        input.Attributes["type"] = type;
        input.Attributes["id"] = id;
        input.Attributes["name"] = Name;
        input.Attributes["value"] = option.Value;
        if (chosen.Contains(option.Value))
            input.Attributes["checked"] = "checked";
        Describe(input);
        return WithLabel(input, id, option.Text);
    }

    private HtmlContentBuilder SingleBox()
    {
        var option = new SelectListItem(Label, For is null && !IsFlag ? "yes" : "true");
        var on = Value is "yes" or "true" or "True" || Value?.StartsWith("true,", StringComparison.Ordinal) == true;
        return (HtmlContentBuilder)
            new HtmlContentBuilder()
                .AppendHtml(Hints())
                .AppendHtml(Box("checkbox", option, 0, on ? [option.Value] : []));
    }

    private static TagBuilder WithLabel(TagBuilder input, string id, string text)
    {
        var label = new TagBuilder("label");
        label.AddCssClass("form-check-label");
        label.Attributes["for"] = id;
        label.InnerHtml.Append(text);
        var box = new TagBuilder("div");
        box.AddCssClass("form-check");
        box.InnerHtml.AppendHtml(input).AppendHtml(label);
        return box;
    }

    private HtmlContentBuilder Hints()
    {
        var hints = new HtmlContentBuilder();
        var told = string.Join(' ', new[] { Help, LimitTold(), WordsTold() }.Where(one => !string.IsNullOrEmpty(one)));
        if (told.Length > 0)
            hints.AppendHtml(WithId("p", "hint", $"{Id}-hint", told));
        if (Error is not null)
            hints.AppendHtml(WithId("p", "error", $"{Id}-error", Error));
        return hints;
    }

    private string? WordsTold() => MaxWords is { } limit ? texts["shared.limit-words", limit] : null;

    private string? LimitTold() => MaxLength is { } limit ? texts["shared.limit", (decimal)limit] : null;

    private static TagBuilder WithId(string tag, string classes, string id, string text)
    {
        var element = new TagBuilder(tag);
        element.AddCssClass(classes);
        element.Attributes["id"] = id;
        element.InnerHtml.Append(text);
        return element;
    }

    private void Describe(TagBuilder control)
    {
        var ids = new List<string>();
        if (!string.IsNullOrEmpty(Help) || (MaxLength ?? MaxWords) is not null)
            ids.Add($"{Id}-hint");
        if (Error is not null)
        {
            ids.Add($"{Id}-error");
            control.Attributes["aria-invalid"] = "true";
        }
        if (ids.Count > 0)
            control.Attributes["aria-describedby"] = string.Join(' ', ids);
    }
}

/// <summary>All that is wrong on a page, on top, each a link to its field.</summary>
[HtmlTargetElement("p-errors", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorsTagHelper(Texts texts) : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = ViewContext
            .ViewData.ModelState.SelectMany(entry =>
                entry.Value!.Errors.Select(error => (Field: entry.Key, error.ErrorMessage))
            )
            .ToList();
        if (errors.Count == 0)
        {
            output.SuppressOutput();
            return;
        }
        output.Become("div", "notice notice-danger");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("data-focus", "now");
        output.Content.AppendHtml(Parts.Element("p", "notice-title", texts["shared.errors", errors.Count]));
        output.Content.AppendHtml("<ul>");
        foreach (var (field, message) in errors)
            output.Content.AppendHtml(Line(field, message));
        output.Content.AppendHtml("</ul>");
    }

    private static TagBuilder Line(string field, string message)
    {
        var line = new TagBuilder("li");
        if (field.Length == 0)
        {
            line.InnerHtml.Append(message);
            return line;
        }
        var link = new TagBuilder("a");
        link.Attributes["href"] = "#" + field.Replace('.', '-').Replace('[', '-').Replace(']', '-');
        link.InnerHtml.Append(message);
        line.InnerHtml.AppendHtml(link);
        return line;
    }
}
