namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>What the oracle expects one event to add to one meter.</summary>
/// <param name="Subscription">The contract that is charged.</param>
/// <param name="Meter">The meter.</param>
/// <param name="Group">Values of the meter's dimensions, joined with '|' in the order of the meter's group-by.</param>
/// <param name="Value">The value in the meter's unit; 1 for counts and counted values.</param>
/// <param name="Text">The value that is counted, for a unique meter.</param>
internal sealed record OracleMeasure(string Subscription, string Meter, string Group, decimal Value, string? Text);
