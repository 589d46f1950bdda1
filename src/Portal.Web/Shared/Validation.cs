using FluentValidation.Results;
using Microsoft.AspNetCore.Identity;
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

    /// <exception cref="InvalidOperationException">Identity refused what our own rules had let pass.</exception>
    public static void OrThrow(this IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(", ", result.Errors.Select(error => error.Code)));
    }
}
