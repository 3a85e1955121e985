using System.Globalization;

namespace RevenueFunctions.Catalog;

/// <summary>What an account's own terms must fulfil: currency, coupons, minimum spend, taxation.</summary>
internal static class AccountTermsRules
{
    private const int MostCoupons = 20;
    private const decimal MostAmount = 1_000_000_000_000m;

    public static void Check(string path, Account account, CatalogDraft draft, CatalogIssues issues)
    {
        if (account.Currency is { } currency)
        {
            issues.Currency($"{path}.currency", currency);
        }

        CheckCoupons(path, account, draft, issues);
        if (account.MinimumSpend is { } minimum)
        {
            CheckMinimum($"{path}.minimumSpend", minimum, issues);
        }

        if (account.Tax is { } tax)
        {
            CheckTax($"{path}.tax", tax, issues);
        }
    }

    private static void CheckCoupons(string path, Account account, CatalogDraft draft, CatalogIssues issues)
    {
        issues.Require(account.Coupons.Length <= MostCoupons, $"{path}.coupons", "too-many", $"The account has {account.Coupons.Length} coupons.", $"Keep at most {MostCoupons}.");
        var currency = draft.LegalEntity(account.LegalEntityId) is { } entity ? account.InvoiceCurrency(entity) : account.Currency;
        for (var at = 0; at < account.Coupons.Length; at++)
        {
            var couponPath = string.Create(CultureInfo.InvariantCulture, $"{path}.coupons[{at}]");
            var key = account.Coupons[at];
            issues.Require(account.Coupons.IndexOf(key) == at, couponPath, "duplicate", $"The account has coupon '{CatalogIssues.Shown(key)}' twice.", "Name each coupon once.");
            if (draft.Coupon(key) is not { } coupon)
            {
                issues.Add(couponPath, "unknown-coupon", $"No coupon '{CatalogIssues.Shown(key)}' is in the catalog.", "Add the coupon, in the same request or before.");
            }
            else
            {
                issues.Require(coupon.Currency is null || currency is null || coupon.Currency == currency, couponPath, "currency-mismatch",
                    $"Coupon '{CatalogIssues.Shown(key)}' is in {coupon.Currency}, the account is invoiced in {currency}.", $"Name a coupon in {currency}, or a percentage.");
            }
        }
    }

    private static void CheckMinimum(string path, MinimumSpend minimum, CatalogIssues issues)
    {
        issues.Require(minimum.Amount is > 0 and <= MostAmount, $"{path}.amount", "out-of-range", "The amount is out of range.", "Send an amount above zero, or leave 'minimumSpend' out.");
        issues.Text($"{path}.name", minimum.Name);
        issues.Text($"{path}.product", minimum.Product, 100);
        issues.Text($"{path}.taxClass", minimum.TaxClass, 50);
        issues.Require(minimum.To is null || minimum.From is null || minimum.To > minimum.From, $"{path}.to", "ends-before-it-begins", "The minimum ends before it begins.",
            "Send an instant after 'from', or leave 'to' out.");
    }

    private static void CheckTax(string path, TaxProfile tax, CatalogIssues issues)
    {
        if (tax.TaxId is not null)
        {
            issues.Text($"{path}.taxId", tax.TaxId, 50);
        }

        issues.Require(!tax.ReverseCharge || tax.TaxId is not null, $"{path}.taxId", "missing", "Reverse charge needs the customer's tax id.", "Send 'taxId', or leave 'reverseCharge' out.");
        if (tax.Exemption is { } exemption)
        {
            issues.Text($"{path}.exemption.reason", exemption.Reason);
            if (exemption.Certificate is not null)
            {
                issues.Text($"{path}.exemption.certificate", exemption.Certificate, 100);
            }

            issues.Require(exemption.To is null || exemption.From is null || exemption.To > exemption.From, $"{path}.exemption.to", "ends-before-it-begins",
                "The exemption ends before it begins.", "Send an instant after 'from', or leave 'to' out.");
        }
    }
}
