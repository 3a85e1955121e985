using System.Globalization;

namespace RevenueFunctions.Tests.Simulation.Faults;

/// <summary>One fault of a plan: the n-th time its fault point is passed, it strikes.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Occurrence">At which passing of the fault point, counted from 1.</param>
/// <param name="Size">How much, from 0 to 99: what it scales is the fault point's own matter.</param>
internal readonly record struct PlannedFault(FaultKind Kind, int Occurrence, int Size)
{
    /// <summary>Reads a fault as <see cref="ToString"/> writes it; null when the text is none.</summary>
    public static PlannedFault? TryParse(string text)
    {
        var parts = text.Split('@', ':');
        return parts.Length == 3
            && FaultKinds.TryParse(parts[0]) is { } kind
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var occurrence)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && occurrence > 0
            && size < 100
            ? new PlannedFault(kind, occurrence, size)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind}@{Occurrence}:{Size}");
}
