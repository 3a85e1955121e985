using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Demo.Workload;

namespace RevenueFunctions.Local.Demo.Focus;

/// <summary>Makes the catalog that bills a FOCUS file by quantity x list price: one entity an issuer, one account a sub-account, one rate card a SKU price.</summary>
internal static class FocusCatalog
{
    /// <summary>The source mapping that reads the rows as they are.</summary>
    public const string Mapping = "focus-1.0";

    private const string EventTypeName = "focus.charge";
    private const string MeterKey = "pricing-quantity";
    private const string NoTax = "FOCUS";

    /// <summary>The catalog, one file by kind, ready to be imported.</summary>
    public static SampleCatalog For(FocusBook book)
    {
        var start = book.Sales.Min(sale => sale.Month).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return SampleCatalog.Of(
        [
            File("legal-entities.json", new CatalogDocuments { LegalEntities = [.. book.Entities.Select(Entity)] }),
            File("tax-tables.json", new CatalogDocuments { TaxTables = [new TaxTable(NoTax, [new TaxRate("standard", "No tax: list prices are compared net", 0m)])] }),
            File("usage.json", new CatalogDocuments
            {
                EventTypes = [new EventType(EventTypeName)],
                Meters = [new Meter(MeterKey, "Pricing quantity", EventTypeName, MeterAggregation.Sum, "unit", "quantity", ["price"], AllowNegative: true)],
                SourceMappings = [Rows()],
            }),
            File("plans.json", new CatalogDocuments { Plans = [.. book.Entities.Select(entity => Plan(book, entity))] }),
            File("accounts.json", new CatalogDocuments
            {
                Accounts = [.. book.Accounts.Select(account => new Account(
                    account.Id, $"Sub-account {account.SubAccountId}", account.LegalEntity.Id, "Etc/UTC", NoTax, Aliases: [account.Alias]))],
            }),
            File("subscriptions.json", new CatalogDocuments
            {
                Subscriptions = [.. book.Accounts.Select(account => new Subscription($"{account.Id}-1", account.Id, PlanKey(account.LegalEntity), 1, new DateTimeOffset(start)))],
            }),
        ]);
    }

    private static LegalEntity Entity(FocusEntity entity, int index) =>
        new(entity.Id, entity.Issuer, entity.Currency, NoTax, string.Create(CultureInfo.InvariantCulture, $"F{index + 1}-"));

    private static PricePlan Plan(FocusBook book, FocusEntity entity)
    {
        var prices = book.Sales.Where(sale => sale.LegalEntity == entity && sale.IsBillable)
            .Select(sale => (sale.PriceKey, sale.UnitPrice)).Distinct().OrderBy(price => price.PriceKey, StringComparer.Ordinal);
        return new PricePlan(PlanKey(entity), 1, $"List prices of {entity.Issuer}", entity.Currency, [.. prices.Select((price, index) => new RateCard(
            string.Create(CultureInfo.InvariantCulture, $"price-{index + 1:0000}"),
            "cloud",
            $"SKU price {price.PriceKey}",
            new PerUnitPrice(price.UnitPrice!.Value),
            MeterKey,
            ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("price", price.PriceKey)))]);
    }

    private static SourceMapping Rows() => new(
        Mapping,
        1,
        Source: new FieldRule(Constant: "focus"),
        Id: new FieldRule(Path: "Id"),
        Type: new FieldRule(Constant: EventTypeName),
        Time: new FieldRule(Path: "ChargePeriodStart", As: FieldType.Time),
        Subject: new FieldRule(Template: "{InvoiceIssuerName}/{BillingCurrency}/{SubAccountId}"),
        Data: ImmutableSortedDictionary.Create<string, FieldRule>(StringComparer.Ordinal)
            .Add("price", new FieldRule(Template: "{SkuPriceId}@{ListUnitPrice}"))
            .Add("quantity", new FieldRule(Path: "PricingQuantity", As: FieldType.Number)),
        Exclude:
        [
            new ExclusionRule("no-list-price", new FieldCondition("ListUnitPrice", FocusBook.Null)),
            new ExclusionRule("no-list-price", new FieldCondition("ListUnitPrice", string.Empty)),
            new ExclusionRule("no-pricing-quantity", new FieldCondition("PricingQuantity", FocusBook.Null)),
            new ExclusionRule("no-pricing-quantity", new FieldCondition("PricingQuantity", string.Empty)),
        ]);

    private static string PlanKey(FocusEntity entity) => $"list-{entity.Id}";

    private static CatalogFile File(string name, CatalogDocuments documents) => new(name, FabricJson.Bytes(documents));
}
