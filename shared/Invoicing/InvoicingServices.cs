using Microsoft.Extensions.DependencyInjection;

namespace RevenueFunctions.Invoicing;

/// <summary>Composes invoicing.</summary>
public static class InvoicingServices
{
    /// <summary>Adds the invoices, their numbers and their preparation. Needs ingest; the host adds the storage port and the clock.</summary>
    public static IServiceCollection AddInvoicing(this IServiceCollection services) => services
        .AddSingleton<DocumentNumbers>()
        .AddSingleton<InvoiceStore>()
        .AddSingleton<CreditStore>()
        .AddSingleton<ITaxEngine, TableTaxEngine>()
        .AddSingleton<CreditNotes>()
        .AddSingleton<CreditNoteFinder>()
        .AddSingleton<Payments>()
        .AddSingleton<Rating.PeriodInputs>()
        .AddSingleton<Rating.BilledLines>()
        .AddSingleton<Rating.AmendedUsage>()
        .AddSingleton<ContractBilling>()
        .AddSingleton<ChargeStore>()
        .AddSingleton<Rating.PeriodRating>()
        .AddSingleton<Rating.Rerating>()
        .AddSingleton<Rating.PlanShadow>()
        .AddSingleton<InvoicePreparation>()
        .AddSingleton<UpcomingInvoices>()
        .AddSingleton<DraftInvoices>();
}
