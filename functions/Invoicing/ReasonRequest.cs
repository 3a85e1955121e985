using RevenueFunctions.Validation;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>Why something is done to an invoice.</summary>
/// <param name="Reason">Printed on the credit note.</param>
public sealed record ReasonRequest(string? Reason = null)
{
    private const int ReasonCharacters = 500;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public ValidationIssue? Check() => string.IsNullOrWhiteSpace(Reason) || Reason.Length > ReasonCharacters || !PrintableText.Is(Reason)
        ? new ValidationIssue("reason", "missing", $"A reason of 1 to {ReasonCharacters} printable characters is needed.", "Say why; it is printed on the credit note.")
        : null;
}
