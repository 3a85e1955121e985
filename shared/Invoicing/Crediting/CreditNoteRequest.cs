using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Invoicing;

/// <summary>What a credit note is asked for with: exactly one of full, amount, ratio and lines.</summary>
/// <param name="Reason">Why; printed on the note.</param>
/// <param name="Id">What the caller calls it: the same id again is the same note. May be sent as the header Idempotency-Key instead.</param>
/// <param name="Full">Everything that is left.</param>
/// <param name="Amount">Of the invoice's total, tax included.</param>
/// <param name="Ratio">Of every line as it was billed: "29/30" or "0.25".</param>
/// <param name="Lines">Single lines.</param>
/// <param name="Currency">The invoice's; sent, it must be that one.</param>
public sealed record CreditNoteRequest(
    string? Reason = null,
    string? Id = null,
    bool Full = false,
    decimal? Amount = null,
    string? Ratio = null,
    ImmutableArray<CreditNoteRequestLine> Lines = default,
    string? Currency = null)
{
    private const int ReasonCharacters = 500;
    private const int KeyCharacters = 100;

    /// <summary>The command that the request stands for, or what is wrong with it.</summary>
    /// <param name="headerKey">The header Idempotency-Key, where one was sent.</param>
    public (CreditCommand? Command, ImmutableArray<ValidationIssue> Issues) Read(string? headerKey)
    {
        var issues = ImmutableArray.CreateBuilder<ValidationIssue>();
        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > ReasonCharacters || !PrintableText.Is(Reason))
        {
            issues.Add(new ValidationIssue("reason", "missing", $"A credit note needs a reason of 1 to {ReasonCharacters} printable characters.", "Say why; it is printed on the note."));
        }

        var scope = ReadScope(issues);
        var key = Id ?? headerKey ?? (scope is CreditScope.Rest ? CreditCommand.RestKey : null);
        if (Id is not null && headerKey is not null && Id != headerKey)
        {
            issues.Add(new ValidationIssue("id", "two-ids", "The body's id and the header Idempotency-Key differ.", "Send one of them."));
        }
        else if (scope is not null && (key is null || key.Length is 0 or > KeyCharacters || !PrintableText.Is(key)))
        {
            issues.Add(new ValidationIssue(
                "id", "missing", $"A note over a part needs an id of 1 to {KeyCharacters} printable characters: sent twice without one, it would be credited twice.",
                "Send your own id in the body or as the header Idempotency-Key."));
        }
        else if (key == CreditCommand.RestKey && scope is not (null or CreditScope.Rest))
        {
            issues.Add(new ValidationIssue("id", "reserved", $"The id '{key}' stands for the note that takes all that is left.", "Send another id."));
        }

        return issues.Count > 0 ? (null, issues.ToImmutable()) : (CreditCommand.Of(key!, scope!, Reason!.Trim(), this), []);
    }

    private CreditScope? ReadScope(ImmutableArray<ValidationIssue>.Builder issues)
    {
        var hasLines = !Lines.IsDefaultOrEmpty;
        if ((Full ? 1 : 0) + (Amount is null ? 0 : 1) + (Ratio is null ? 0 : 1) + (hasLines ? 1 : 0) != 1)
        {
            issues.Add(new ValidationIssue("full", "not-one-scope", "Exactly one of full, amount, ratio and lines says how much is credited.", "Send one of them."));
            return null;
        }

        if (Amount is { } amount)
        {
            return new CreditScope.OfTotal(amount);
        }

        if (hasLines && Lines.IndexOf(null!) is >= 0 and var missing)
        {
            issues.Add(new ValidationIssue(string.Create(CultureInfo.InvariantCulture, $"lines[{missing}]"), "null", "The element is null.", "Send a value or leave the element out."));
            return null;
        }

        if (hasLines)
        {
            return new CreditScope.ByLine([.. Lines.Select((line, at) => ReadLine(line, string.Create(CultureInfo.InvariantCulture, $"lines[{at}]"), issues))]);
        }

        return Ratio is null ? new CreditScope.Rest() : ReadRatio(Ratio, "ratio", issues) is { } ratio ? new CreditScope.OfRatio(ratio) : null;
    }

    private static LineCredit ReadLine(CreditNoteRequestLine line, string path, ImmutableArray<ValidationIssue>.Builder issues)
    {
        if (line.Amount is not null && line.Ratio is not null)
        {
            issues.Add(new ValidationIssue(path, "not-one-scope", "A line is credited by an amount or by a ratio.", "Send one of them, or neither for all that is left."));
        }

        return new LineCredit(line.Line, line.Amount, line.Ratio is null ? null : ReadRatio(line.Ratio, $"{path}.ratio", issues));
    }

    private static CreditRatio? ReadRatio(string text, string path, ImmutableArray<ValidationIssue>.Builder issues)
    {
        if (CreditRatio.TryParse(text, out var ratio))
        {
            return ratio;
        }

        issues.Add(new ValidationIssue(path, "invalid-ratio", $"'{PrintableText.Of(text, 40)}' is no ratio above zero.", "Send a fraction such as \"29/30\" or a decimal such as \"0.25\"."));
        return null;
    }
}
