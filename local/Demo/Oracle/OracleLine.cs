namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>A line the oracle expects on an invoice.</summary>
internal sealed record OracleLine(
    string Subscription, string RateCard, DateTimeOffset From, DateTimeOffset To, decimal Quantity, long Events, decimal Amount, string TaxClass);
