using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace RevenueFunctions.Local.Demo.Focus;

/// <summary>A FOCUS file read as sales: who sells what to whom. The catalog and the expected totals are both made from it.</summary>
internal sealed class FocusBook
{
    /// <summary>Marks an empty field in the published samples.</summary>
    public const string Null = "NULL";

    public FocusBook(FocusFile file)
    {
        var entities = new Dictionary<(string Issuer, string Currency), FocusEntity>();
        foreach (var row in file.Rows)
        {
            var key = (row["InvoiceIssuerName"], row["BillingCurrency"]);
            entities.TryAdd(key, new FocusEntity(EntityId(key.Item1, key.Item2, entities.Values), key.Item1, key.Item2));
        }

        var sellers = file.Rows
            .GroupBy(row => row["SubAccountId"], row => (row["InvoiceIssuerName"], row["BillingCurrency"]), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Distinct().Count(), StringComparer.Ordinal);
        Sales = [.. file.Rows.Select(row => Sale(row, entities[(row["InvoiceIssuerName"], row["BillingCurrency"])], sellers[row["SubAccountId"]]))];
        Entities = [.. entities.Values.OrderBy(entity => entity.Id, StringComparer.Ordinal)];
    }

    /// <summary>The legal entities.</summary>
    public ImmutableArray<FocusEntity> Entities { get; }

    /// <summary>One for each row, in the file's order.</summary>
    public ImmutableArray<FocusSale> Sales { get; }

    /// <summary>The alias under which the source mapping reports the account: it names the issuer, because an account may buy from two.</summary>
    public static string Alias(FocusEntity entity, string account) => $"{entity.Issuer}/{entity.Currency}/{account.Split(AccountSeparator)[^1]}";

    private const char AccountSeparator = '~';

    private static FocusSale Sale(IReadOnlyDictionary<string, string> row, FocusEntity entity, int sellers)
    {
        var account = sellers == 1 ? row["SubAccountId"] : $"{entity.Id}{AccountSeparator}{row["SubAccountId"]}";
        var start = DateTime.Parse(row["ChargePeriodStart"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        return new FocusSale(
            entity, account, new DateOnly(start.Year, start.Month, 1), $"{row["SkuPriceId"]}@{row["ListUnitPrice"]}", Number(row["ListUnitPrice"]), Number(row["PricingQuantity"]));
    }

    private static decimal? Number(string text) =>
        text.Length == 0 || text == Null ? null : decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string EntityId(string issuer, string currency, IEnumerable<FocusEntity> taken)
    {
        var id = new StringBuilder();
        foreach (var letter in issuer.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                id.Append(letter);
            }
            else if (id.Length > 0 && id[^1] != '-')
            {
                id.Append('-');
            }
        }

        var slug = $"{id.ToString().Trim('-')}-{currency.ToLowerInvariant()}";
        var same = taken.Count(entity => entity.Id.StartsWith(slug, StringComparison.Ordinal));
        return same == 0 ? slug : string.Create(CultureInfo.InvariantCulture, $"{slug}-{same + 1}");
    }
}
