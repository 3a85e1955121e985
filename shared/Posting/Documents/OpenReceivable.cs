namespace RevenueFunctions.Posting;

/// <summary>What an invoice's receivable is worth in the books. Pure.</summary>
internal static class OpenReceivable
{
    /// <summary>
    /// What a document takes off the receivable in the books' currency: the worth of what is open before it less the worth of what is open
    /// after it, at the invoice's rate. Summed over all documents, to the cent what the invoice was booked at.
    /// </summary>
    public static decimal Off(decimal openBefore, decimal off, BookingTerms booked) => Worth(openBefore, booked) - Worth(openBefore - off, booked);

    private static decimal Worth(decimal open, BookingTerms booked) => ExchangeRates.Convert(open, booked.Rate, booked.Entity.Currency);
}
