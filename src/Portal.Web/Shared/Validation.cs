using FluentValidation.Results;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Portal.Domain;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Shared;

/// <summary>An act that reads the posted form by itself: anything else is answered by 415.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TakesFormsAttribute()
    : Microsoft.AspNetCore.Mvc.ConsumesAttribute("application/x-www-form-urlencoded", "multipart/form-data");

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

    /// <summary>Tells at a field why an act was refused.</summary>
    public static void Take(this ModelStateDictionary state, RefusedException refused, string field, Texts texts)
    {
        foreach (var refusal in refused.Refusals)
            state.AddModelError(field, texts.Of(refusal));
    }
}
