using FluentValidation;
using Portal.Infrastructure.Organisations;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;
using Portal.Infrastructure.Storage;
using Portal.Web;
using Portal.Web.Api;
using Portal.Web.Attachments;
using Portal.Web.Calls;
using Portal.Web.Calls.Forms;
using Portal.Web.Complements;
using Portal.Web.Decisions.OpenData;
using Portal.Web.Demo;
using Portal.Web.Dossiers;
using Portal.Web.FollowUp;
using Portal.Web.Juries;
using Portal.Web.Messages;
using Portal.Web.Notifications;
using Portal.Web.Organisations;
using Portal.Web.People;
using Portal.Web.Reviews;
using Portal.Web.Shared;
using Portal.Web.Staff;
using Portal.Web.Webhooks;

var builder = WebApplication.CreateBuilder(args);
if (await Commands.RunAsync(args, builder.Configuration) is { } exitCode)
    return exitCode;

builder.AddPortalLogs();
builder.AddPortalTelemetry();
builder.AddPortalPages();
builder.AddPublicPages();
builder.AddPortalHygiene();
builder.AddPortalDemo();
builder.AddPortalPeople();
builder.AddPortalOpenId();
builder.Services.AddPortalDatabase(builder.Configuration);
builder.Services.AddPortalStorage(builder.Configuration);
builder.Services.AddPortalJobs(builder.Configuration);
builder.Services.AddPortalOrganisations(builder.Configuration);
builder.Services.AddPortalCalls();
builder.Services.AddPortalDesigner();
builder.Services.AddPortalDesk();
builder.Services.AddPortalOrganisationPages();
builder.AddPortalAttachments();
builder.Services.AddPortalMessages();
builder.Services.AddPortalNotifications();
builder.Services.AddPortalComplements();
builder.Services.AddPortalPanel();
builder.Services.AddPortalJuries();
builder.Services.AddPortalStaff();
builder.Services.AddPortalFollowUp();
builder.Services.AddPortalOpenData();
builder.AddPortalWebhooks();
builder.Services.AddPortalApi();
builder.Services.AddValidatorsFromAssemblyContaining<Program>();

var app = builder.Build();
await app.PrepareDemoAsync();
app.UsePortalHygiene();
app.UsePortalLanguage();
app.UsePublicPages();
app.UsePortalPages();
app.UseRouting();
app.UsePortalPeople();
app.MapStaticAssets().AllowAnonymous();

// Whatever says nothing else asks for an account.
app.MapControllers().RequireAuthorization();
app.MapHub<DeskHub>(DeskHub.Path);
app.MapHub<RoomHub>(RoomHub.Path);
app.MapPortalHealth();
app.MapPortalJobs();
await app.RunAsync();
return 0;

public partial class Program;
