namespace Portal.Web.Demo;

/// <summary>
/// Whether the portal runs as a demonstration: fictional people who are entered as by one click, a clock that can
/// be moved, calls from the seeds without being asked. It can't be switched on in production, where only an operator
/// brings in calls, by a command.
/// </summary>
public sealed class DemoMode
{
    /// <exception cref="InvalidOperationException">Production is asked to be a demonstration.</exception>
    public DemoMode(IConfiguration configuration, IHostEnvironment environment)
    {
        IsOn = configuration.GetValue<bool>("Portal:Demo");
        if (IsOn && !environment.IsDevelopment())
            throw new InvalidOperationException(
                $"Portal:Demo is set, but the environment is {environment.EnvironmentName}: "
                    + "a demonstration runs in Development only. Unset Portal:Demo, or start with ./run."
            );
        Mailbox = configuration["Demo:Mailbox"];
    }

    public bool IsOn { get; }

    /// <summary>The address of the mail catcher's pages; null where there is none.</summary>
    public string? Mailbox { get; }
}
