namespace RevenueFunctions.Rating;

/// <summary>
/// Which fee of a contract a line charges. Plan versions never change, so two lines of one identity have one amount: what is due and what
/// was billed are compared by it.
/// </summary>
public readonly record struct FeeIdentity(string PlanKey, int PlanVersion, string CardKey, long FromTicks, long ToTicks, decimal Quantity);
