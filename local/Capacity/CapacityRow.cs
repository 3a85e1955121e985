namespace RevenueFunctions.Local.Capacity;

/// <summary>One figure of a plan as it is shown, on the terminal and in docs/capacity.md alike.</summary>
internal sealed record CapacityRow(string Section, string Name, string Value);
