using RevenueFunctions.Invoicing;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Operations;

/// <summary>What became of rebilling an invoice.</summary>
public abstract record RebillOutcome
{
    private RebillOutcome()
    {
    }

    /// <summary>The invoice is credited, and the run bills its period again, now or since before.</summary>
    public sealed record Started(SagaRecord Saga) : RebillOutcome;

    /// <summary>The invoice cannot be credited; nothing was changed.</summary>
    public sealed record Refused(CreditNoteOutcome Why) : RebillOutcome;

    /// <summary>The invoice is not the one that its period is on any more.</summary>
    public sealed record Replaced(SagaRecord Saga) : RebillOutcome;
}
