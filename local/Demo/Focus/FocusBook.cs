using System.Collections.Immutable;
using System.Globalization;

namespace RevenueFunctions.Local.Demo.Focus;

/// <summary>A FOCUS file read as sales: who sells what to whom. The catalog and the expected totals are both made from it.</summary>
internal sealed class FocusBook
{
    /// <summary>Marks an empty field in the published samples.</summary>
    public const string Null = "NULL";

    public FocusBook(FocusFile file)
    {
        var names = new FocusNames();
        var entities = file.Rows.Select(IssuerOf).Distinct()
            .ToDictionary(pair => pair, pair => new FocusEntity(names.IdOf($"{pair.Issuer} {pair.Currency}"), pair.Issuer, pair.Currency));
        var issuers = file.Rows.Select(row => (SubAccount: row["SubAccountId"], Issuer: IssuerOf(row))).Distinct().ToLookup(pair => pair.SubAccount, pair => pair.Issuer);
        var accounts = new Dictionary<(string SubAccount, FocusEntity Entity), FocusAccount>();
        foreach (var row in file.Rows)
        {
            var key = (SubAccount: row["SubAccountId"], Entity: entities[IssuerOf(row)]);
            if (!accounts.ContainsKey(key))
            {
                var id = names.IdOf(issuers[key.SubAccount].Count() == 1 ? key.SubAccount : $"{key.Entity.Id} {key.SubAccount}");
                accounts.Add(key, new FocusAccount(id, key.SubAccount, key.Entity));
            }
        }

        Sales = [.. file.Rows.Select(row => Sale(row, accounts[(row["SubAccountId"], entities[IssuerOf(row)])]))];
        Entities = [.. entities.Values.OrderBy(entity => entity.Id, StringComparer.Ordinal)];
        Accounts = [.. accounts.Values.OrderBy(account => account.Id, StringComparer.Ordinal)];
    }

    /// <summary>The legal entities.</summary>
    public ImmutableArray<FocusEntity> Entities { get; }

    /// <summary>The accounts.</summary>
    public ImmutableArray<FocusAccount> Accounts { get; }

    /// <summary>One for each row, in the file's order.</summary>
    public ImmutableArray<FocusSale> Sales { get; }

    private static (string Issuer, string Currency) IssuerOf(IReadOnlyDictionary<string, string> row) => (row["InvoiceIssuerName"], row["BillingCurrency"]);

    private static FocusSale Sale(IReadOnlyDictionary<string, string> row, FocusAccount account)
    {
        var start = DateTime.Parse(row["ChargePeriodStart"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        return new FocusSale(
            account, new DateOnly(start.Year, start.Month, 1), $"{row["SkuPriceId"]}@{row["ListUnitPrice"]}", Number(row["ListUnitPrice"]), Number(row["PricingQuantity"]));
    }

    private static decimal? Number(string text) =>
        text.Length == 0 || text == Null ? null : decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
