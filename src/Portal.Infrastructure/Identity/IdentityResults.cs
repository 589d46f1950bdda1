using Microsoft.AspNetCore.Identity;

namespace Portal.Infrastructure.Identity;

public static class IdentityResults
{
    /// <exception cref="InvalidOperationException">Identity refused what our own rules had let pass.</exception>
    public static void OrThrow(this IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(", ", result.Errors.Select(error => error.Code)));
    }
}
