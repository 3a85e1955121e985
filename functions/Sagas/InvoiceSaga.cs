using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Functions.Sagas;

/// <summary>
/// Bills one account for one period: freeze, rate and tax, issue, post, reconcile, close the usage, publish. What fails for good is
/// undone in reverse. What is decided otherwise since a version stands in <see cref="SagaVersions"/>: sagas under way keep what they began on.
/// </summary>
public static class InvoiceSaga
{
    /// <summary>Runs the saga.</summary>
    [Function(nameof(InvoiceSaga))]
    public static async Task<SagaEnd> Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var input = context.GetInput<SagaInput>() ?? throw new InvalidOperationException("The saga was started without an input.");
        var run = new SagaRun(context, input);
        var failure = await ForwardAsync(run);
        if (failure is not null)
        {
            await run.CompensateAsync();
        }

        return await run.EndAsync(failure);
    }

    /// <summary>Answers what failed for good, or null.</summary>
    private static async Task<StepOutcome?> ForwardAsync(SagaRun run)
    {
        var frozen = await run.StepAsync(nameof(InvoiceActivities.FreezeUsage), nameof(InvoiceActivities.ReopenUsage));
        if (frozen.Result == StepResult.Failed)
        {
            return frozen;
        }

        var rated = await run.StepAsync(nameof(InvoiceActivities.RateUsage), nameof(InvoiceActivities.DropDraft));
        if (rated.Result == StepResult.Failed)
        {
            return rated;
        }

        // No id: there was nothing to charge, or a person decided to charge nothing. No number is allotted for it.
        run.InvoiceId = rated.Value;
        return (run.InvoiceId is null ? null : await InvoiceAsync(run)) ?? await SettleAsync(run);
    }

    private static async Task<StepOutcome?> InvoiceAsync(SagaRun run)
    {
        var issued = await run.StepAsync(nameof(InvoiceActivities.IssueInvoice), nameof(InvoiceActivities.CreditInvoice));
        if (issued.Result == StepResult.Failed)
        {
            return issued;
        }

        var posted = await run.StepAsync(nameof(InvoiceActivities.PostInvoice), nameof(InvoiceActivities.ReversePosting));
        return posted.Result == StepResult.Failed ? posted : null;
    }

    private static async Task<StepOutcome?> SettleAsync(SagaRun run)
    {
        string[] steps = run.InvoiceId is null
            ? [nameof(InvoiceActivities.ReconcilePeriod), nameof(InvoiceActivities.CloseUsage)]
            : [nameof(InvoiceActivities.ReconcilePeriod), nameof(InvoiceActivities.CloseUsage), nameof(InvoiceActivities.PublishInvoice)];
        foreach (var step in steps)
        {
            var outcome = await run.StepAsync(step);
            if (outcome.Result == StepResult.Failed)
            {
                return outcome;
            }
        }

        return null;
    }
}
