namespace RevenueFunctions.Catalog;

/// <summary>What a posting lane does when the ERP rejects an entry.</summary>
public enum RejectedPostingPolicy
{
    /// <summary>The lane stops, visibly, until an operator releases, skips or corrects the entry.</summary>
    Block,

    /// <summary>The entry is set aside as an exception and the lane goes on.</summary>
    Skip,
}
