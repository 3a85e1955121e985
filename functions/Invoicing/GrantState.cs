namespace RevenueFunctions.Functions.Invoicing;

/// <summary>Whether a grant can still pay.</summary>
public enum GrantState
{
    /// <summary>It has something left.</summary>
    Open,

    /// <summary>All of it is drawn.</summary>
    Used,

    /// <summary>It expired; what was left lapsed.</summary>
    Lapsed,
}
