namespace RevenueFunctions.Local.Capacity;

/// <summary>One part of a month's cost in US dollars at list prices.</summary>
internal sealed record CostLine(string What, decimal Usd);
