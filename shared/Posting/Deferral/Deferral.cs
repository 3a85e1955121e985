using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Posting;

/// <summary>Says which invoice lines are earned only later, and over which days. Pure.</summary>
public static class Deferral
{
    /// <summary>True for a fee whose service goes on after the accounting date. Usage was delivered, whenever it is charged.</summary>
    public static bool IsDeferred(InvoiceLine line, BookingTerms terms)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(terms);
        return line.Kind is LineKind.Recurring or LineKind.OneOff or LineKind.Correction
            && line.Net != 0m
            && terms.Account is not null
            && Days(line, terms.Account) is var (_, last) && last > terms.AccountingDate;
    }

    /// <summary>The first and the last day of a line's service, in the account's time zone.</summary>
    public static (DateOnly First, DateOnly Last) Days(InvoiceLine line, Account account)
    {
        ArgumentNullException.ThrowIfNull(line);
        var first = BillingCalendar.DateAt(account, line.ServiceFrom);

        // The end is exclusive: at midnight, the day before is the last one.
        var last = line.ServiceTo > line.ServiceFrom ? BillingCalendar.DateAt(account, line.ServiceTo.AddTicks(-1)) : first;
        return (first, last);
    }
}
