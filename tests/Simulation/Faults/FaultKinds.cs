namespace RevenueFunctions.Tests.Simulation.Faults;

/// <summary>The kinds of fault and their names.</summary>
internal static class FaultKinds
{
    /// <summary>Every kind.</summary>
    public static IReadOnlyList<FaultKind> All { get; } = Enum.GetValues<FaultKind>();

    /// <summary>The kind of that name; null when there is none.</summary>
    public static FaultKind? TryParse(string name) =>
        Enum.TryParse<FaultKind>(name, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsAsciiDigit(name[0]) ? kind : null;
}
