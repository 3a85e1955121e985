namespace RevenueFunctions.Invoicing;

/// <summary>What became of preparing an invoice.</summary>
public abstract record PreparationOutcome
{
    private PreparationOutcome()
    {
    }

    /// <summary>The draft; nothing is stored yet.</summary>
    /// <param name="Draft">The invoice.</param>
    /// <param name="Allowance">The prepaid credits it was made by.</param>
    /// <param name="Reservation">What has to be reserved of them before the draft is stored.</param>
    public sealed record Prepared(Invoice Draft, CreditAllowance Allowance, Reservation Reservation) : PreparationOutcome;

    /// <summary>There is nothing to charge: no invoice, no number.</summary>
    public sealed record Nothing : PreparationOutcome;

    /// <summary>A person has to mend something first; <paramref name="Code"/> says what, kebab-case.</summary>
    public sealed record Refused(string Code, string Message) : PreparationOutcome;
}
