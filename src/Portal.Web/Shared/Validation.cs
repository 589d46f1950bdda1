using FluentValidation.Results;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Portal.Web.Shared;

internal static class Validation
{
    /// <summary>Takes over what a validator found.</summary>
    /// <returns>Whether the form is right.</returns>
    public static bool Take(this ModelStateDictionary state, ValidationResult result)
    {
        foreach (var failure in result.Errors.DistinctBy(failure => (failure.PropertyName, failure.ErrorMessage)))
            state.AddModelError(failure.PropertyName, failure.ErrorMessage);
        return state.IsValid;
    }
}
