namespace Portal.Web.Api;

/// <summary>Runs what writes an answer, and holds the answer's bytes back until somebody has looked at them.</summary>
internal static class HeldBody
{
    public static async Task<MemoryStream> RunAsync(HttpContext http, Func<Task> writes)
    {
        var network = http.Response.Body;
        var held = new MemoryStream();
        http.Response.Body = held;
        try
        {
            await writes();
        }
        finally
        {
            http.Response.Body = network;
        }
        held.Position = 0;
        return held;
    }
}
