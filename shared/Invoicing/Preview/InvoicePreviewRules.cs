using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Invoicing;

/// <summary>What the terms of an invoice that is tried out must fulfil.</summary>
internal static class InvoicePreviewRules
{
    private const int Most = 100;

    /// <summary>True when they can be applied to charges of these products.</summary>
    public static bool Check(InvoicePreviewTerms terms, HashSet<string> products, CatalogIssues issues)
    {
        var before = issues.All.Length;
        if (terms.MinimumSpend is { } minimum)
        {
            issues.Require(minimum.Amount > 0m, "minimumSpend.amount", "out-of-range", "The minimum is not above zero.", "Send an amount above zero, or leave 'minimumSpend' out.");
            if (minimum.TaxClass is not null)
            {
                issues.Text("minimumSpend.taxClass", minimum.TaxClass, 50);
            }

            products.Add(minimum.Product);
        }

        if (Elements("coupons", terms.Coupons, issues))
        {
            Each("coupons", terms.Coupons, coupon => coupon.Key, issues, (path, coupon) => Coupon(path, coupon, terms.Currency, products, issues));
        }

        if (Elements("credits", terms.Credits, issues))
        {
            Each("credits", terms.Credits, credit => credit.Key, issues, (path, credit) => Credit(path, credit, terms.Currency, products, issues));
        }

        if (terms.Taxes is { } taxes && Elements("taxes.rates", taxes.Rates, issues))
        {
            Taxes(taxes, issues);
        }

        if (Elements("creditNotes", terms.CreditNotes, issues))
        {
            for (var at = 0; at < terms.CreditNotes.Length; at++)
            {
                CreditNote(string.Create(CultureInfo.InvariantCulture, $"creditNotes[{at}]"), terms.CreditNotes[at], issues);
            }
        }

        return issues.All.Length == before;
    }

    /// <summary>True when no element is null and they are not too many.</summary>
    public static bool Elements<T>(string path, ImmutableArray<T> elements, CatalogIssues issues, int most = Most)
        where T : class
    {
        var sound = issues.Require(elements.Length <= most, path, "too-many", "The request tries too much at once.", string.Create(CultureInfo.InvariantCulture, $"Send at most {most}."));
        for (var at = 0; at < elements.Length && sound; at++)
        {
            sound = issues.Require(elements[at] is not null, string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]"), "null", "The element is null.", "Send a value or leave the element out.");
        }

        return sound;
    }

    /// <summary>Checks elements that have a key of their own.</summary>
    public static void Each<T>(string path, ImmutableArray<T> elements, Func<T, string> key, CatalogIssues issues, Action<string, T> check)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < elements.Length; at++)
        {
            var element = string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]");
            if (issues.Id($"{element}.key", key(elements[at])))
            {
                issues.Require(keys.Add(key(elements[at])), $"{element}.key", "duplicate", $"'{CatalogIssues.Shown(key(elements[at]))}' comes twice.", "Give each its own key.");
            }

            check(element, elements[at]);
        }
    }

    private static void Coupon(string path, PreviewCoupon coupon, string currency, HashSet<string> products, CatalogIssues issues)
    {
        issues.Require(coupon.Percent is null != coupon.Amount is null, $"{path}.percent", "one-of", "A coupon takes off either a percentage or an amount.", "Send exactly one of 'percent' and 'amount'.");
        issues.Require(coupon.Percent is null or (> 0m and <= 100m), $"{path}.percent", "out-of-range", "The percentage is out of range.", "Send a number above 0 and up to 100.");
        issues.Require(coupon.Amount is null or > 0m, $"{path}.amount", "out-of-range", "The amount is not above zero.", "Send an amount above zero.");
        issues.Payable($"{path}.amount", coupon.Amount ?? 0m, currency);
        Products($"{path}.products", coupon.Products, products, issues);
    }

    private static void Credit(string path, PreviewCredit credit, string currency, HashSet<string> products, CatalogIssues issues)
    {
        issues.Require(credit.Amount > 0m, $"{path}.amount", "out-of-range", "The credit is not above zero.", "Send an amount above zero.");
        issues.Payable($"{path}.amount", credit.Amount, currency);
        Products($"{path}.products", credit.Products, products, issues);
    }

    private static void Products(string path, ImmutableArray<string> wanted, HashSet<string> products, CatalogIssues issues)
    {
        for (var at = 0; at < wanted.Length; at++)
        {
            issues.Require(wanted[at] is not null && products.Contains(wanted[at]), string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]"), "unknown-product",
                $"No charge is of product '{CatalogIssues.Shown(wanted[at] ?? string.Empty)}'.", "Name the product of a charge, or leave 'products' out.");
        }
    }

    private static void Taxes(PreviewTaxes taxes, CatalogIssues issues)
    {
        for (var at = 0; at < taxes.Rates.Length; at++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"taxes.rates[{at}]");
            issues.Text($"{path}.taxClass", taxes.Rates[at].TaxClass, 50);
            issues.Text($"{path}.name", taxes.Rates[at].Name);
            issues.Range($"{path}.rate", taxes.Rates[at].Rate, 0m, 1m);
        }

        issues.Require(taxes.Profile is not { ReverseCharge: true, TaxId: null }, "taxes.profile.taxId", "missing", "Reverse charge needs the customer's tax id.", "Send 'taxId', or leave 'reverseCharge' out.");
    }

    private static void CreditNote(string path, PreviewCreditNote note, CatalogIssues issues)
    {
        var kinds = (note.Full ? 1 : 0) + (note.Lines.IsEmpty ? 0 : 1) + (note.Ratio is null ? 0 : 1) + (note.Amount is null ? 0 : 1);
        issues.Require(kinds == 1, path, "one-of", "A credit note is of single lines, of a part, of an amount or of all that is left.", "Send exactly one of 'lines', 'ratio', 'amount' and 'full'.");
        issues.Require(note.Ratio is null || CreditRatio.TryParse(note.Ratio, out _), $"{path}.ratio", "invalid-ratio", "The ratio is none.", "Send a part such as \"29/30\" or \"0.25\".");
        if (!Elements($"{path}.lines", note.Lines, issues, 1000))
        {
            return;
        }

        for (var at = 0; at < note.Lines.Length; at++)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{path}.lines[{at}]");
            issues.Require(note.Lines[at].Ratio is null || CreditRatio.TryParse(note.Lines[at].Ratio, out _), $"{line}.ratio", "invalid-ratio", "The ratio is none.", "Send a part such as \"29/30\" or \"0.25\".");
            issues.Require(note.Lines[at].Ratio is null || note.Lines[at].Amount is null, $"{line}.ratio", "one-of", "A line is credited by an amount or by a part.", "Send one of 'amount' and 'ratio', or neither for all that is left.");
        }
    }
}
