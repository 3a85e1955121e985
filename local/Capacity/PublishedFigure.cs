namespace RevenueFunctions.Local.Capacity;

/// <summary>A limit or a price that somebody else publishes: it may have changed since it was seen.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Source">Where it was seen.</param>
/// <param name="Seen">The date of what was seen.</param>
/// <param name="Region">For a price, the region it is the list price of.</param>
internal sealed record PublishedFigure(decimal Value, string Unit, string Source, string Seen, string? Region = null);
