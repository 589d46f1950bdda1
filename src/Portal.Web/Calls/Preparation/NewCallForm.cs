using FluentValidation;
using Portal.Domain.Calls;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

public sealed class NewCallForm
{
    public const string OfTemplate = "template:";
    public const string OfCopy = "copy:";

    /// <summary>What the call begins with: <c>template:challenge</c>, <c>copy:tiers-lieux</c>.</summary>
    public string? From { get; set; }

    public Bilingual Title { get; set; } = new();

    public string? Slug { get; set; }

    public string? Code { get; set; }

    public string? Operator { get; set; }

    public CallTemplate? Template => CallTemplate.All.FirstOrDefault(one => OfTemplate + one.Key == From);

    public string? Copied => From?.StartsWith(OfCopy, StringComparison.Ordinal) == true ? From[OfCopy.Length..] : null;

    public CallNaming Naming => new(Typed.Of(Slug), Typed.Of(Code), Title.Text, Operator ?? "");
}

public sealed class NewCallValidator : AbstractValidator<NewCallForm>
{
    public NewCallValidator(Texts texts, ProgrammeTerms programme)
    {
        RuleFor(form => form.From)
            .Must((form, _) => form.Template is not null || form.Copied is not null)
            .WithMessage(_ => texts["preparation.from-missing"]);
        RuleFor(form => form.Title)
            .SetValidator(new BilingualValidator(texts, CallPresentation.LineLength, required: true));
        RuleFor(form => form.Slug)
            .Must(slug => CallNames.IsSlug(Typed.Of(slug)))
            .WithMessage(_ => texts["preparation.slug-wrong", CallNames.SlugLength]);
        RuleFor(form => form.Code)
            .Must(code => CallNames.IsCode(Typed.Of(code)))
            .WithMessage(_ => texts["preparation.code-wrong", CallNames.CodeLength]);
        RuleFor(form => form.Operator)
            .Must(key => programme.Operators.Any(one => one.Key == key))
            .WithMessage(_ => texts["preparation.operator-missing"]);
    }
}

/// <summary>A call as one file.</summary>
public sealed class ImportForm
{
    /// <summary>Bytes; a call with its form is some tens of thousands.</summary>
    public const int LargestFile = 1024 * 1024;

    public IFormFile? File { get; set; }

    /// <summary>Another name than the file's own.</summary>
    public string? ImportSlug { get; set; }

    public string? ImportCode { get; set; }
}

public sealed class ImportValidator : AbstractValidator<ImportForm>
{
    public ImportValidator(Texts texts)
    {
        RuleFor(form => form.File)
            .Must(file => file is { Length: > 0 and <= ImportForm.LargestFile })
            .WithMessage(_ => texts["preparation.file-missing"]);
        RuleFor(form => form.ImportSlug)
            .Must(slug => Typed.OrNull(slug) is null || CallNames.IsSlug(Typed.Of(slug)))
            .WithMessage(_ => texts["preparation.slug-wrong", CallNames.SlugLength]);
        RuleFor(form => form.ImportCode)
            .Must(code => Typed.OrNull(code) is null || CallNames.IsCode(Typed.Of(code)))
            .WithMessage(_ => texts["preparation.code-wrong", CallNames.CodeLength]);
    }
}
