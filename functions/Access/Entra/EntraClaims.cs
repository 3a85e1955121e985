using System.Collections.Frozen;

namespace RevenueFunctions.Functions.Access.Entra;

/// <summary>What Entra ID says of a caller, in a token or through App Service authentication, and whom that makes known here.</summary>
internal sealed class EntraClaims(IEnumerable<(string Type, string Value)> claims, EntraOptions options)
{
    /// <summary>The app role of callers who see single accounts only. No <see cref="Role"/>: it says whose data, not what to do.</summary>
    public const string CustomerReader = "CustomerReader";

    private const string Schema = "http://schemas.microsoft.com/";

    /// <summary>App roles that are roles here. Exactly these names: the app registration spells them.</summary>
    private static readonly FrozenDictionary<string, Role> Roles = Enum.GetValues<Role>().Where(role => role != Role.Anyone).ToFrozenDictionary(role => role.ToString(), StringComparer.Ordinal);

    private readonly ILookup<string, string> claims = claims.ToLookup(claim => claim.Type, claim => claim.Value, StringComparer.Ordinal);

    /// <summary>The caller, or what is wrong with the claims.</summary>
    public (Caller? Caller, string? Wrong) Judge()
    {
        if (!Guid.TryParse(options.TenantId, out var tenant) || Id("tid", Schema + "identity/claims/tenantid") != tenant)
        {
            return (null, "It is of another tenant than the one of Entra:TenantId.");
        }

        var (objectId, clientId) = (Id("oid", Schema + "identity/claims/objectidentifier"), Id("azp", "appid"));
        if ((objectId ?? clientId) is not { } id)
        {
            return (null, "It names neither a user nor an application (oid, azp, appid).");
        }

        // The object's id and nothing else: the audit log is kept for years, and must not keep names and mail addresses of people.
        var subject = $"entra:{id:D}";
        var given = Values("roles", Schema + "ws/2008/06/identity/claims/role").ToList();
        return given.Contains(CustomerReader, StringComparer.Ordinal)
            ? (CustomerOf(subject, objectId, IsApplication ? clientId : null), null)
            : (new Caller(subject, given.Where(Roles.ContainsKey).Select(name => Roles[name]))
            {
                Grant = "Assign the app role to the user, group or application under 'Users and groups' of the API's enterprise application, and ask for a new token.",
            }, null);
    }

    // Whoever has this role sees single accounts, whatever other roles they have: of two assignments that contradict each other, the narrower one holds.
    private Caller CustomerOf(string subject, Guid? objectId, Guid? clientId)
    {
        var accounts = options.Customers.Values
            .Where(customer => Guid.Parse(customer.Id!) is var id && (id == objectId || id == clientId))
            .SelectMany(customer => EntraRules.Parts(customer.Accounts));
        if (options.AccountsClaim is { Length: > 0 } name)
        {
            accounts = accounts.Concat(claims[name].SelectMany(EntraRules.Parts));
        }

        var all = accounts.Distinct(StringComparer.Ordinal).ToList();
        return all.Count > 0
            ? new Caller(subject, [Role.Reader], all) { Grant = "Its role CustomerReader shows single accounts and nothing else." }
            : new Caller(subject, [])
            {
                Grant = "Its role CustomerReader shows single accounts, and none is assigned to it: list them in Entra:Customers:{name}:Accounts with its id in Entra:Customers:{name}:Id, or in the claim of Entra:AccountsClaim.",
            };
    }

    /// <summary>
    /// True for an application that calls as itself. Where a user is behind it, its id says nothing of whose data may be seen: all users
    /// of a portal come with that one.
    /// </summary>
    private bool IsApplication => claims["idtyp"].FirstOrDefault() is { } kind ? kind == "app" : !Values("scp", Schema + "identity/claims/scope").Any();

    private IEnumerable<string> Values(params string[] types) => types.SelectMany(type => claims[type]);

    private Guid? Id(params string[] types) => Values(types).FirstOrDefault() is { } text && Guid.TryParseExact(text, "D", out var id) ? id : null;
}
