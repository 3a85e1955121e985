namespace RevenueFunctions.Catalog;

/// <summary>How a version came into the catalog.</summary>
public enum VersionOrigin
{
    /// <summary>Somebody wrote it and somebody else approved it.</summary>
    Approved,

    /// <summary>It was written without a second person, where the settings allow that.</summary>
    Direct,

    /// <summary>It was stored before versions were recorded: nobody knows by whom.</summary>
    Unrecorded,
}
