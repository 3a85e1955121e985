namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>What the oracle prices: the usage of a period, or of all of it so far.</summary>
/// <param name="Quantity">Units; for a fee how many are charged.</param>
internal sealed record OracleUsage(decimal Quantity)
{
    /// <summary>The single events, where they are known.</summary>
    public IReadOnlyList<OracleEvent>? Events { get; init; }

    /// <summary>The part of the period that is covered; null: all of it.</summary>
    public OraclePart? Part { get; init; }

    /// <summary>Whether nothing of the period follows.</summary>
    public bool IsLast { get; init; } = true;

    /// <summary>Currency of the amounts.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>The events as they happened; at one instant, the smaller first.</summary>
    public IEnumerable<OracleEvent> InOrder => (Events ?? []).OrderBy(one => one.Time).ThenBy(one => one.Quantity).ThenBy(one => one.Amount);

    /// <summary>The amounts of money in the events; where only the quantity is known, it is one event, and none is none.</summary>
    public IEnumerable<decimal> Amounts => Events is not null ? InOrder.Select(one => one.Amount ?? one.Quantity) : Quantity == 0 ? [] : [Quantity];
}

/// <summary>An event that a price sees.</summary>
internal sealed record OracleEvent(DateTimeOffset Time, decimal Quantity, decimal? Amount = null);
