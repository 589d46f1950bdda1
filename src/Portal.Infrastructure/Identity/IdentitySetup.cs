using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Identity;

public static class IdentitySetup
{
    /// <summary>Accounts, passwords, second factors and the session's cookie.</summary>
    public static void AddPortalIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<PortalAddress>();
        Encrypt(
            services
                .AddDataProtection()
                .SetApplicationName("calls-portal")
                .PersistKeysToDbContext<PortalDbContext>()
                // Every request opens a session's cookie: this one is done by the processor.
                .UseCryptographicAlgorithms(
                    new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM }
                ),
            configuration.GetSection("Keys")
        );
        services
            .AddIdentity<Account, IdentityRole<Guid>>(options =>
            {
                options.SignIn.RequireConfirmedEmail = true;
                options.User.RequireUniqueEmail = true;
                // The name is the address, and what an address may be is said by EmailAddress alone.
                options.User.AllowedUserNameCharacters = "";
                // Length protects; rules of composition only make people write passwords down (NIST SP 800-63B, ANSSI).
                options.Password.RequiredLength = PasswordRules.MinLength;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                // Passes by itself, so that who guesses at a password keeps nobody out for long.
                options.Lockout.MaxFailedAccessAttempts = 8;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            })
            .AddEntityFrameworkStores<PortalDbContext>()
            .AddPasswordValidator<PasswordRules>()
            .AddClaimsPrincipalFactory<AccountPrincipalFactory>()
            .AddDefaultTokenProviders();
        services.AddScoped<Sessions>();
        services.AddScoped<NoteSignIn>();
        services.AddScoped<ISecurityStampValidator, SessionValidator>();
        services.Configure<IdentityPasskeyOptions>(options =>
            options.ServerDomain = new Uri(configuration["Portal:Address"] ?? "http://localhost:5080").Host
        );
        services.ConfigureApplicationCookie(Cookie);
    }

    /// <summary>Whoever reads the database, or a copy of it, must not be able to make a cookie of somebody's.</summary>
    private static void Encrypt(IDataProtectionBuilder keys, IConfigurationSection settings)
    {
        if (settings["Certificate"] is not { Length: > 0 } path)
            return;
        var former = settings.GetSection("Former").Get<string[]>() ?? [];
        keys.ProtectKeysWithCertificate(Load(path))
            .UnprotectKeysWithAnyCertificate([.. former.Prepend(path).Select(Load)]);

        X509Certificate2 Load(string file) =>
            X509CertificateLoader.LoadPkcs12FromFile(file, settings["CertificatePassword"]);
    }

    private static void Cookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.LoginPath = "/account/sign-in";
        options.ReturnUrlParameter = "back";
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.Events.OnSigningIn = Sessions.BeginAsync;
        // What a person may not see reads like what isn't there.
        options.Events.OnRedirectToAccessDenied = context => Answer(context.Response, StatusCodes.Status404NotFound);
        var toSignIn = options.Events.OnRedirectToLogin;
        options.Events.OnRedirectToLogin = context =>
            WantsPage(context.Request)
                ? toSignIn(context)
                : Answer(context.Response, StatusCodes.Status401Unauthorized);
    }

    /// <summary>Scripts that save in the background must learn that the session ended, not get a page.</summary>
    private static bool WantsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api")
        && !request.Headers.Accept.ToString().Contains("json", StringComparison.OrdinalIgnoreCase);

    private static Task Answer(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}
