using System.Collections.Immutable;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Invoicing;

/// <summary>A payment as it is reported.</summary>
/// <param name="Reference">What the bank or the payment provider calls it; its identity on the invoice.</param>
/// <param name="Amount">What moved; below zero for a refund.</param>
/// <param name="Currency">In which currency; absent: the invoice's.</param>
/// <param name="PaidAt">When; absent: now.</param>
/// <param name="ExchangeRate">Units of the books' currency for one unit of the payment's, as the bank converted.</param>
/// <param name="Settles">What it takes off the invoice, in the invoice's currency; needed when it was paid in another one.</param>
public sealed record PaymentRequest(
    string? Reference = null, decimal? Amount = null, string? Currency = null, DateTimeOffset? PaidAt = null, decimal? ExchangeRate = null, decimal? Settles = null)
{
    private const int ReferenceCharacters = 100;
    private const decimal LargestRate = 1_000_000_000m;
    private const decimal LargestAmount = 1_000_000_000_000_000m;

    /// <summary>What is wrong with it for an invoice in this currency.</summary>
    public ImmutableArray<ValidationIssue> Check(string invoiceCurrency, DateTimeOffset now)
    {
        var issues = ImmutableArray.CreateBuilder<ValidationIssue>();
        if (string.IsNullOrWhiteSpace(Reference) || Reference.Length > ReferenceCharacters || !PrintableText.Is(Reference))
        {
            issues.Add(new ValidationIssue(
                "reference", "missing", $"A payment needs a reference of 1 to {ReferenceCharacters} printable characters: reported twice, it is told by it.", "Send the bank's or the provider's own reference."));
        }

        var currency = Currency ?? invoiceCurrency;
        if (!Currencies.IsKnown(currency))
        {
            issues.Add(new ValidationIssue("currency", "unknown-currency", "The currency is not known.", "Send an ISO 4217 code, such as \"EUR\"."));
        }
        else
        {
            CheckAmount(issues, "amount", Amount, currency);
        }

        if (Settles is not null || currency != invoiceCurrency)
        {
            CheckAmount(issues, "settles", Settles, invoiceCurrency);
        }

        if (currency == invoiceCurrency && Settles is not null && Settles != Amount)
        {
            issues.Add(new ValidationIssue("settles", "not-the-amount", "A payment in the invoice's currency settles its own amount.", "Leave 'settles' out."));
        }

        if (Amount is { } amount && Settles is { } settles && amount < 0m != settles < 0m)
        {
            issues.Add(new ValidationIssue("settles", "wrong-sign", "The amount and what it settles have different signs.", "Send both above zero, or both below for a refund."));
        }

        if (ExchangeRate is <= 0m or > LargestRate)
        {
            issues.Add(new ValidationIssue("exchangeRate", "out-of-range", "The rate is not above zero, or too large.", "Send the units of the books' currency for one unit of the payment's."));
        }

        if (PaidAt is { } at && (at > now.AddDays(1) || at.Year < 2000))
        {
            issues.Add(new ValidationIssue("paidAt", "out-of-range", "The payment lies in the future, or before the year 2000.", "Send when the money moved."));
        }

        return issues.ToImmutable();
    }

    private static void CheckAmount(ImmutableArray<ValidationIssue>.Builder issues, string path, decimal? amount, string currency)
    {
        if (amount is null or 0m)
        {
            issues.Add(new ValidationIssue(path, "missing", "The amount is missing or zero.", $"Send what moved, in {currency}."));
        }
        else if (Math.Abs(amount.Value) > LargestAmount)
        {
            issues.Add(new ValidationIssue(path, "out-of-range", "The amount is too large.", $"Send what moved, in {currency}."));
        }
        else if (decimal.Round(amount.Value, Currencies.Decimals(currency)) != amount)
        {
            issues.Add(new ValidationIssue(path, "below-minor-unit", $"The amount has more decimals than {currency}.", $"Send an amount of {Currencies.Decimals(currency)} decimals."));
        }
    }
}
