using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>A line of a printed document.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Title">What it is for.</param>
/// <param name="Remarks">Service period, notes, conversion.</param>
/// <param name="Quantity">Units with their name.</param>
/// <param name="Tax">Its tax rate or class.</param>
/// <param name="Amount">Its amount.</param>
/// <param name="Steps">How the amount came about, step by step.</param>
/// <param name="Tag">What sets it apart, such as "Correction".</param>
public sealed record PrintedLine(
    int Number, string Title, ImmutableArray<string> Remarks, string Quantity, string Tax, string Amount, ImmutableArray<PrintedStep> Steps, string? Tag = null);
