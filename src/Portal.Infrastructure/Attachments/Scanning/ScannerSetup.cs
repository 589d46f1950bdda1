using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Attachments.Scanning;

public static class ScannerSetup
{
    private const int ClamAvPort = 3310;
    private const int PatienceSeconds = 120;

    /// <summary>ClamAV at <c>Scanner:Host</c>; without one, files stay unscanned and are called so.</summary>
    public static void AddVirusScanner(this IServiceCollection services, IConfiguration configuration)
    {
        var scanner = configuration.GetSection("Scanner");
        if (scanner["Host"] is { Length: > 0 } host)
            services.AddSingleton<IVirusScanner>(
                new ClamAvScanner(
                    host,
                    scanner.GetValue("Port", ClamAvPort),
                    TimeSpan.FromSeconds(scanner.GetValue("PatienceSeconds", PatienceSeconds))
                )
            );
        else
            services.AddSingleton<IVirusScanner, NoScanner>();
    }
}
