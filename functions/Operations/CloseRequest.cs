namespace RevenueFunctions.Functions.Operations;

/// <summary>How to close a period.</summary>
/// <param name="Force">Close it although it is not over: usage that comes later follows the account's late-usage policy.</param>
/// <param name="Again">Close it again after its saga failed and was undone.</param>
public sealed record CloseRequest(bool Force = false, bool Again = false);
