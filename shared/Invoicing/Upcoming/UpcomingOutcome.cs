namespace RevenueFunctions.Invoicing;

/// <summary>What became of asking for an upcoming invoice.</summary>
public abstract record UpcomingOutcome
{
    private UpcomingOutcome()
    {
    }

    /// <summary>As it would be now.</summary>
    public sealed record Found(UpcomingInvoice Upcoming) : UpcomingOutcome;

    /// <summary>The period is billed: its invoice is no preview any more.</summary>
    public sealed record AlreadyBilled(string PeriodKey, string? InvoiceId) : UpcomingOutcome;

    /// <summary>A person has to mend something before there can be an invoice; <paramref name="Code"/> says what, kebab-case.</summary>
    public sealed record Refused(string Code, string Message) : UpcomingOutcome;
}
