namespace RevenueFunctions.Local.Admission;

/// <summary>What became of an attempt to take a part of a bounded resource.</summary>
public enum ShareOutcome
{
    /// <summary>It was taken, and is to be given back.</summary>
    Taken,

    /// <summary>The caller holds its share already; others still get theirs.</summary>
    OverShare,

    /// <summary>Nothing is left for anybody.</summary>
    Saturated,
}
