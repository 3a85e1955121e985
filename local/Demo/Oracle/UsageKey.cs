namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>What the oracle keeps a quantity for.</summary>
/// <param name="Account">The account.</param>
/// <param name="Period">Key of the billing period that bills it.</param>
/// <param name="Subscription">The contract in force when it happened.</param>
/// <param name="Meter">The meter.</param>
/// <param name="Group">Values of the meter's dimensions, joined with '|' in the order of the meter's group-by.</param>
/// <param name="LateFrom">The closed period it belongs to, when it came late.</param>
internal readonly record struct UsageKey(string Account, string Period, string Subscription, string Meter, string Group, string? LateFrom = null);
