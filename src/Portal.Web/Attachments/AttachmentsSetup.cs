using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Attachments.Scanning;

namespace Portal.Web.Attachments;

internal static class AttachmentsSetup
{
    /// <summary>Files: uploads in pieces or in one, their inspection, the virus scanner where there is one.</summary>
    public static void AddPortalAttachments(this WebApplicationBuilder builder)
    {
        builder.Services.AddVirusScanner(builder.Configuration);
        builder.Services.AddScoped<StoreFile>();
        builder.Services.AddScoped<AttachFile>();
        builder.Services.AddScoped<BeginUpload>();
        builder.Services.AddScoped<ReceiveBytes>();
        builder.Services.AddScoped<FinishUpload>();
        builder.Services.AddScoped<DropUpload>();
    }
}
