namespace RevenueFunctions.Tests.Acceptance;

/// <summary>A catalog of one entity, one account and one graduated price, as JSON that a person would send.</summary>
internal static class SmallCatalog
{
    public const string Json = """
        {
          "legalEntities": [{"id": "de01", "name": "Acme GmbH", "currency": "EUR", "jurisdiction": "DE", "invoicePrefix": "DE-"}],
          "taxTables": [{"jurisdiction": "DE", "rates": [{"taxClass": "standard", "name": "USt 19 %", "rate": "0.19"}]}],
          "eventTypes": [{"type": "acme.request", "schema": {"type": "object", "properties": {"region": {"type": "string"}}, "required": ["region"]}}],
          "meters": [{"key": "requests", "name": "Requests", "eventType": "acme.request", "aggregation": "count", "unit": "request", "groupBy": ["region"]}],
          "plans": [{"key": "scale", "version": 1, "name": "Scale", "currency": "EUR", "rateCards": [
            {"key": "fee", "product": "platform", "name": "Platform", "price": {"model": "flat", "amount": "49.00"}},
            {"key": "requests", "product": "api", "name": "Requests", "meter": "requests", "price": {"model": "graduated", "tiers": [{"upTo": "2", "unitAmount": "0.50"}, {"unitAmount": "0.25"}]}}]}],
          "accounts": [{"id": "acme", "name": "Acme Customer", "legalEntityId": "de01", "timeZone": "Europe/Berlin", "jurisdiction": "DE", "aliases": ["C-1"]}],
          "subscriptions": [{"id": "acme-1", "accountId": "acme", "planKey": "scale", "planVersion": 1, "from": "2026-01-01T00:00:00+01:00"}]
        }
        """;
}
