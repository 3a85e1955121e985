namespace RevenueFunctions.Invoicing;

/// <summary>A labelled text of a printed document.</summary>
public sealed record PrintedFact(string Label, string Text);
