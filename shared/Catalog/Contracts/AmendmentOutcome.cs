namespace RevenueFunctions.Catalog;

/// <summary>What became of recording an amendment.</summary>
public abstract record AmendmentOutcome
{
    private AmendmentOutcome()
    {
    }

    /// <summary>It is recorded, now or by an earlier request with the same id and content.</summary>
    public sealed record Recorded(Amendment Amendment, bool IsNew) : AmendmentOutcome;

    /// <summary>There is no such subscription.</summary>
    public sealed record NoSubscription(string SubscriptionId) : AmendmentOutcome;

    /// <summary>The catalog's rules refuse it; nothing is stored.</summary>
    public sealed record Refused(CatalogOutcome Reason) : AmendmentOutcome;
}
