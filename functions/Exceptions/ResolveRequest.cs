using RevenueFunctions.Exceptions;

namespace RevenueFunctions.Functions.Exceptions;

/// <summary>How a person resolves an exception.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Note">Why; kept with the case.</param>
public sealed record ResolveRequest(ResolveAction Action, string Note);
