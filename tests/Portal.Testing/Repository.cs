namespace Portal.Testing;

/// <summary>Where the sources lie: tests read the seeds and the views as they are.</summary>
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Seeds => Path.Combine(Root, "seeds");

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "CallsPortal.sln")) ? folder : Find(Directory.GetParent(folder)!.FullName);
}
