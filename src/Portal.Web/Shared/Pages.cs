using System.Globalization;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.WebEncoders;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Shared;

/// <summary>What all pages share: controllers and views by area, texts, the reader's language, problems.</summary>
internal static class Pages
{
    /// <summary>Holds what an act left to be said on the next page.</summary>
    private const string SaidCookie = "said";

    private const string LanguageParameter = "culture";

    public static bool IsSaidCookie(string name) => name is SaidCookie or WebHygiene.HostPrefix + SaidCookie;

    /// <summary>The query of a page with its language changed.</summary>
    public static QueryString InLanguage(IQueryCollection query, string language) =>
        QueryString.Create(query.Where(pair => pair.Key != LanguageParameter)).Add(LanguageParameter, language);

    public static void AddPortalPages(this WebApplicationBuilder builder)
    {
        var texts = new Texts(typeof(Texts).Assembly, typeof(Pages).Assembly);
        builder.Services.AddSingleton(texts);
        builder
            .Services.AddControllersWithViews(options =>
            {
                // By its type it would run first of all, and read the form before an action's own limits are set.
                options.Filters.Add(new AutoValidateAntiforgeryTokenAttribute());
                options.Filters.Add<RefusedFilter>();
                Say(options.ModelBindingMessageProvider, texts);
            })
            .AddJsonOptions(options =>
            {
                options.JsonSerializerOptions.Converters.Add(
                    new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
                );
                options.JsonSerializerOptions.Converters.Add(new CleanText());
            })
            .AddRazorOptions(options => options.ViewLocationExpanders.Add(new FeatureViews()));
        // Accents are letters: written as they are, they cost a byte or two and read well in the source.
        builder.Services.Configure<WebEncoderOptions>(options =>
            options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All)
        );
        builder.Services.Configure<CookieTempDataProviderOptions>(options => options.Cookie.Name = SaidCookie);
        builder.Services.AddProblemDetails();
        builder.Services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture("fr-FR");
            options.SupportedCultures = options.SupportedUICultures = [.. Languages()];
            options.RequestCultureProviders.Insert(0, new ChosenLanguage());
        });
        // Pages hold no secret that an outsider could reflect beside a token of ours, so static files are compressed.
        builder.Services.AddResponseCompression(options =>
            options.MimeTypes = ["text/css", "text/javascript", "image/svg+xml"]
        );
        builder.Services.Configure<BrotliCompressionProviderOptions>(options =>
            options.Level = CompressionLevel.Fastest
        );
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
        );
    }

    /// <summary>What a field says of a text that is no number, or no choice of its own.</summary>
    private static void Say(DefaultModelBindingMessageProvider provider, Texts texts)
    {
        provider.SetAttemptedValueIsInvalidAccessor((_, _) => texts["shared.value-wrong"]);
        provider.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => texts["shared.value-wrong"]);
        provider.SetValueIsInvalidAccessor(_ => texts["shared.value-wrong"]);
        provider.SetValueMustBeANumberAccessor(_ => texts["shared.value-wrong"]);
        provider.SetNonPropertyValueMustBeANumberAccessor(() => texts["shared.value-wrong"]);
        provider.SetUnknownValueIsInvalidAccessor(_ => texts["shared.value-wrong"]);
        provider.SetValueMustNotBeNullAccessor(_ => texts["shared.value-wrong"]);
    }

    public static void UsePortalLanguage(this WebApplication app) => app.UseRequestLocalization();

    public static void UsePortalPages(this WebApplication app)
    {
        app.UseExceptionHandler(failed => failed.Run(Failures.AnswerAsync));
        app.UseStatusCodePagesWithReExecute("/problem/{0}");
    }

    private static IEnumerable<CultureInfo> Languages() => Texts.Languages.Select(Texts.CultureOf);

    /// <summary>A language chosen by link stays chosen for a year.</summary>
    private sealed class ChosenLanguage : RequestCultureProvider
    {
        public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
        {
            var chosen = httpContext.Request.Query[LanguageParameter].ToString();
            if (!Texts.Languages.Contains(chosen))
                return NullProviderCultureResult;
            var culture = Texts.CultureOf(chosen).Name;
            httpContext.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
                new CookieOptions
                {
                    MaxAge = TimeSpan.FromDays(365),
                    SameSite = SameSiteMode.Lax,
                    HttpOnly = true,
                    IsEssential = true,
                }
            );
            return Task.FromResult<ProviderCultureResult?>(new ProviderCultureResult(culture));
        }
    }
}
