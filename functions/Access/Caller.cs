using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Functions.Access;

/// <summary>Who sends a request, and what they may do and see.</summary>
public sealed class Caller
{
    private readonly FrozenSet<string>? accounts;

    /// <summary>A caller.</summary>
    /// <param name="subject">The name that the audit log keeps, such as "key:billing-desk".</param>
    /// <param name="roles">What they may do.</param>
    /// <param name="accounts">The only accounts whose data they may see; null for all of them.</param>
    public Caller(string subject, IEnumerable<Role> roles, IEnumerable<string>? accounts = null)
    {
        Subject = subject;
        Roles = [.. roles];
        this.accounts = accounts?.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The name that the audit log keeps.</summary>
    public string Subject { get; }

    /// <summary>What they may do.</summary>
    public ImmutableSortedSet<Role> Roles { get; }

    /// <summary>The only accounts whose data they may see, in order; null for all of them.</summary>
    public IEnumerable<string>? Accounts => accounts?.Order(StringComparer.Ordinal);

    /// <summary>How a role that they lack is granted, for whoever is refused; empty where there is nothing more to say.</summary>
    public string Grant { get; init; } = string.Empty;

    /// <summary>True for a caller who may do what needs the role. Every role may read; a caller without any may not.</summary>
    public bool Has(Role role) => role == Role.Anyone || Roles.Contains(role) || (role == Role.Reader && !Roles.IsEmpty);

    /// <summary>
    /// True for a caller who may know of the account. To everybody else it must look as if it did not exist: answer as for an id that
    /// nobody ever gave.
    /// </summary>
    public bool MaySee(string accountId) => accounts?.Contains(accountId) != false;

    /// <summary>The caller that <see cref="ApiGate"/> let in with this request.</summary>
    public static Caller Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.HttpContext.Features.Get<Caller>()
            ?? throw new InvalidOperationException($"Nobody let the caller of {request.Path} in: the request did not come through {nameof(ApiGate)}.");
    }
}
