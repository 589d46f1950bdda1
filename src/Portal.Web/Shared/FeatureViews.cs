using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;

namespace Portal.Web.Shared;

/// <summary>Finds a view beside its controller: in the folder that the controller's namespace names.</summary>
internal sealed class FeatureViews : IViewLocationExpander
{
    private const string Folder = "folder";

    public void PopulateValues(ViewLocationExpanderContext context) =>
        context.Values[Folder] =
            (context.ActionContext.ActionDescriptor as ControllerActionDescriptor)?.ControllerTypeInfo.Namespace?[
                "Portal.Web.".Length..
            ].Replace('.', '/') ?? "Shared";

    public IEnumerable<string> ExpandViewLocations(
        ViewLocationExpanderContext context,
        IEnumerable<string> viewLocations
    ) => [$"/{context.Values[Folder]}/{{0}}.cshtml", "/Shared/{0}.cshtml"];
}
