namespace RevenueFunctions.Catalog;

/// <summary>What the events of a gauge say.</summary>
public enum GaugeReadings
{
    /// <summary>The level from now on.</summary>
    Levels,

    /// <summary>By how much the level changes now; removals are negative.</summary>
    Changes,
}
