namespace RevenueFunctions.Catalog;

/// <summary>Where a draft stands.</summary>
public enum DraftState
{
    /// <summary>Its author may change it, anybody else may approve it.</summary>
    Draft,

    /// <summary>Its version is being stored. What a crash leaves here is finished by approving it again.</summary>
    Approving,

    /// <summary>It is a version now, and never changes again.</summary>
    Approved,

    /// <summary>It came to nothing.</summary>
    Withdrawn,
}
