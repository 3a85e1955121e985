using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Invoicing;

/// <summary>Figures and dates as printed documents write them.</summary>
public static class PrintedText
{
    /// <summary>An amount with its currency: "1,234.50 EUR".</summary>
    public static string Of(Money money) => $"{Amount(money.Amount, money.Currency)} {money.Currency}";

    /// <summary>An amount without its currency: "1,234.50", and "−5.00" below zero.</summary>
    public static string Amount(decimal amount, string currency)
    {
        var text = Math.Abs(amount).ToString($"N{Currencies.Decimals(currency)}", CultureInfo.InvariantCulture);
        return amount < 0m ? $"−{text}" : text;
    }

    /// <summary>A number with as many decimals as it has, at most ten.</summary>
    public static string Number(decimal number)
    {
        var text = Math.Abs(number).ToString("#,##0.##########", CultureInfo.InvariantCulture);
        return number < 0m ? $"−{text}" : text;
    }

    /// <summary>A rate as a percentage: "19 %".</summary>
    public static string Percent(decimal rate) => $"{Number(rate * 100m)} %";

    /// <summary>A date: "31 March 2026".</summary>
    public static string Date(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The account's date of an instant.</summary>
    public static string Date(Account account, DateTimeOffset instant) => Date(BillingCalendar.DateAt(account, instant));

    /// <summary>A service period as its first and last day, in the account's calendar: "1 – 31 March 2026".</summary>
    public static string Period(Account account, DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (BillingCalendar.DateAt(account, from), BillingCalendar.DateAt(account, to > from ? to.AddTicks(-1) : from));
        return first == last ? Date(last)
            : first.Year != last.Year ? $"{Date(first)} – {Date(last)}"
            : first.Month != last.Month ? $"{first.ToString("d MMMM", CultureInfo.InvariantCulture)} – {Date(last)}"
            : $"{first.Day} – {Date(last)}";
    }

    /// <summary>The steps of a derivation.</summary>
    public static ImmutableArray<PrintedStep> Steps(Derivation derivation)
    {
        ArgumentNullException.ThrowIfNull(derivation);
        return [.. derivation.Steps.Select(step => Formula(step) is var formula && formula == Number(step.Amount)
            ? new PrintedStep(step.Description, string.Empty, formula)
            : new PrintedStep(step.Description, formula, Number(step.Amount)))];
    }

    private static string Formula(DerivationStep step)
    {
        var parts = new List<string>();
        if (step.Quantity != 0m || step.UnitAmount != 0m)
        {
            parts.Add($"{Number(step.Quantity)} × {Number(step.UnitAmount)}");
        }

        if (step.FlatAmount != 0m)
        {
            parts.Add(Number(step.FlatAmount));
        }

        var formula = string.Join(" + ", parts);
        return step.Denominator == 1m ? formula : $"{formula} × {Number(step.Numerator)} / {Number(step.Denominator)}";
    }
}
