using System.Collections.Immutable;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Rating;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Unit.Invoicing;

/// <summary>Drafts to put into a store.</summary>
internal static class InvoiceBench
{
    public static readonly DateTimeOffset Now = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    public static InvoiceStore Invoices(ITableStore store) => new(store, new DocumentNumbers(store, new VirtualClock(Now)));

    public static Invoice Draft(string id, int lines = 2, decimal amount = 10m)
    {
        var parsed = InvoiceId.Parse(id);
        ImmutableArray<InvoiceLine> all =
        [
            .. Enumerable.Range(1, lines).Select(number => new InvoiceLine(
                number, "s1", "card", "api", "Requests", Now.AddMonths(-1), Now, 5m, "request", amount, "standard", new Derivation("p", 1, "perUnit", [], amount, []))),
        ];
        return new Invoice(
            id, "us01", parsed.AccountId, parsed.PeriodKey, "USD", InvoiceState.Draft, all, [new InvoiceTax("standard", "Tax", 0.1m, lines * amount, lines * amount / 10m)],
            lines * amount, lines * amount / 10m, lines * amount * 1.1m, 7, new string('a', 32), PaymentTermDays: 14);
    }
}
