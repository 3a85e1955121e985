namespace RevenueFunctions.Invoicing;

/// <summary>What became of granting credit.</summary>
public abstract record GrantOutcome
{
    private GrantOutcome()
    {
    }

    /// <summary>The account has the grant; <paramref name="IsNew"/> is false when it had it before.</summary>
    public sealed record Granted(CreditBalance Balance, bool IsNew) : GrantOutcome;

    /// <summary>Another grant has the id; nothing was changed.</summary>
    public sealed record Conflicting(CreditGrant Stored) : GrantOutcome;

    /// <summary>The account has as many grants as it can.</summary>
    public sealed record TooMany(int Most) : GrantOutcome;
}
