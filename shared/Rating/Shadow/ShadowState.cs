namespace RevenueFunctions.Rating;

/// <summary>What became of rating a period by a draft.</summary>
public enum ShadowState
{
    /// <summary>It was rated and compared with its invoice.</summary>
    Compared,

    /// <summary>It is not billed yet: there is nothing to compare with.</summary>
    NotBilled,

    /// <summary>By the draft something has no price.</summary>
    Unrated,

    /// <summary>The account has no such period.</summary>
    NoSuchPeriod,
}
