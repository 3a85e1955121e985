using Microsoft.Extensions.Options;

namespace RevenueFunctions.Functions.Access.Entra;

/// <summary>What the settings of Entra ID must be: a mistake in them stops the start instead of opening or closing a door unseen.</summary>
internal sealed class EntraRules : IValidateOptions<EntraOptions>
{
    private const int LongestAudience = 255;

    public ValidateOptionsResult Validate(string? name, EntraOptions options)
    {
        var wrong = Check(options).Concat(options.Customers.SelectMany(customer => Check(customer.Key, customer.Value))).ToList();
        wrong.AddRange(
            from customers in options.Customers.Where(customer => Guid.TryParse(customer.Value.Id, out _)).GroupBy(customer => Guid.Parse(customer.Value.Id!))
            where customers.Count() > 1
            select $"{string.Join(" and ", customers.Select(customer => $"Entra:Customers:{customer.Key}"))} have the same Id: write all accounts of one caller into one of them.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    /// <summary>The accounts that a text lists.</summary>
    public static IReadOnlyList<string> Parts(string? text) => [.. (text ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static IEnumerable<string> Check(EntraOptions options)
    {
        if (!options.IsConfigured)
        {
            if (options.Customers.Count > 0 || !string.IsNullOrEmpty(options.AccountsClaim))
            {
                yield return "Entra:TenantId and Entra:Audience are missing although other settings of Entra are there: without the two no token is taken.";
            }

            yield break;
        }

        if (!Guid.TryParseExact(options.TenantId, "D", out var tenant) || tenant == Guid.Empty)
        {
            yield return "Entra:TenantId is no tenant id: set it to the id of one tenant, such as 72f988bf-86f1-41af-91ab-2d7cd011db47; 'common' and domain names are not taken.";
        }

        if (options.Audience is not { Length: > 0 and <= LongestAudience } audience || !audience.All(letter => letter is > ' ' and < '\u007f' and not ('"' or '\\' or ',')))
        {
            yield return "Entra:Audience is no audience: set it to the application id URI or the client id of the API's app registration, such as api://00000000-0000-0000-0000-000000000000.";
        }

        var authority = options.Authority;
        if (!authority.IsAbsoluteUri || (authority.Scheme != Uri.UriSchemeHttps && !(authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
        {
            yield return "Entra:Authority is no https address, such as https://login.microsoftonline.com; plain http is taken only for this machine.";
        }
    }

    private static IEnumerable<string> Check(string name, EntraCustomer customer)
    {
        if (!Guid.TryParse(customer.Id, out _))
        {
            yield return $"Entra:Customers:{name}:Id is no object id or client id: a GUID, such as 00000000-0000-0000-0000-000000000000.";
        }

        if (Parts(customer.Accounts).Count == 0)
        {
            yield return $"Entra:Customers:{name}:Accounts names no account: list at least one, such as acme,acme-eu, or take the entry out.";
        }
    }
}
