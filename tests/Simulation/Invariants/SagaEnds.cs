using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Ingest;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>
/// A compensated saga left nothing behind: no draft, no invoice that stands, no posting that stands, its usage open again. A completed
/// one left exactly its invoice, posted, and its usage billed by it. Whatever people decided otherwise is excused by their answers.
/// </summary>
internal sealed class SagaEnds : IInvariant
{
    /// <inheritdoc/>
    public string Name => "saga ends";

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> CheckAsync(Outcome outcome)
    {
        var broken = new List<string>();
        foreach (var saga in outcome.State.Sagas)
        {
            if (saga.Record is not { State: not SagaState.Running } record)
            {
                continue;
            }

            List<InvoiceSummary> invoices = [.. outcome.State.Invoices.Values.Where(invoice => invoice.AccountId == record.AccountId && invoice.PeriodKey == record.PeriodKey)];
            CheckTakenBack(outcome.State, saga, record, invoices, broken);
            CheckFences(outcome.State, saga, record, broken);
            if (record.State == SagaState.Completed)
            {
                CheckStanding(saga, record, invoices, broken);
            }
        }

        return Task.FromResult<IReadOnlyList<string>>(broken);
    }

    /// <summary>Every invoice of the period but the one that a completed run made is taken back.</summary>
    private static void CheckTakenBack(FinalState state, SagaRows saga, SagaRecord record, List<InvoiceSummary> invoices, List<string> broken)
    {
        foreach (var invoice in invoices.Where(invoice => record.State == SagaState.Compensated || invoice.Id != record.InvoiceId))
        {
            var isExcused = Enumerable.Range(1, record.Run).Any(run =>
                saga.WasDecidedAgainst(run, nameof(InvoiceActivities.CreditInvoice)) || saga.WasDecidedAgainst(run, nameof(InvoiceActivities.DropDraft))
                || (record.State == SagaState.Completed && saga.WasDecidedAgainst(run, nameof(InvoiceActivities.RateUsage))));
            if (invoice.State is not (InvoiceState.Void or InvoiceState.Credited) && !isExcused)
            {
                broken.Add($"{saga.Id} run {record.Run} is {record.State} ({record.Code}) and left invoice {invoice.Id} as {invoice.State} ({invoice.Number ?? "no number"})");
            }

            var key = JournalEntries.KeyOf(invoice.Id);
            var lane = state.Lane(invoice.LegalEntityId);
            if (lane?.Find(key) is { State: not LaneEntryState.SetAside } posting
                && lane.Find(JournalEntries.ReversalKeyOf(key)) is not { State: LaneEntryState.Posted }
                && !Enumerable.Range(1, record.Run).Any(run => saga.WasDecidedAgainst(run, nameof(InvoiceActivities.ReversePosting))))
            {
                broken.Add($"{saga.Id} run {record.Run} is {record.State} ({record.Code}) and left the posting {key} at {posting.Sequence} as {posting.State}, not reversed");
            }
        }
    }

    private static void CheckFences(FinalState state, SagaRows saga, SagaRecord record, List<string> broken)
    {
        foreach (var (partition, fence) in state.Fences.Where(fence => fence.Partition.StartsWith($"{Storage.TableKey.Escape(record.AccountId)}:{record.PeriodKey}:", StringComparison.Ordinal)))
        {
            if (record.State == SagaState.Compensated)
            {
                if (fence != (fence with { State = FenceState.Open, Owner = null, InvoiceId = null }) && !saga.WasDecidedAgainst(record.Run, nameof(InvoiceActivities.ReopenUsage)))
                {
                    broken.Add($"{saga.Id} run {record.Run} is {record.State} ({record.Code}) and left usage {partition} {fence.State}, held by {fence.Owner ?? "nobody"} for {fence.InvoiceId ?? "nothing"}");
                }
            }
            else if ((fence.State != FenceState.Invoiced || fence.Owner != saga.Id || fence.InvoiceId != (record.InvoiceId ?? SagaSubject.NoInvoice))
                && !saga.WasDecidedAgainst(record.Run, nameof(InvoiceActivities.CloseUsage)))
            {
                broken.Add($"{saga.Id} run {record.Run} is done with {record.InvoiceId ?? "no invoice"}, and usage {partition} is {fence.State}, held by {fence.Owner ?? "nobody"} for {fence.InvoiceId ?? "nothing"}");
            }
        }
    }

    private static void CheckStanding(SagaRows saga, SagaRecord record, List<InvoiceSummary> invoices, List<string> broken)
    {
        if (record.InvoiceId is null)
        {
            return;
        }

        var invoice = invoices.FirstOrDefault(one => one.Id == record.InvoiceId);
        var isExcused = saga.WasDecidedAgainst(record.Run, nameof(InvoiceActivities.PostInvoice)) || saga.WasDecidedAgainst(record.Run, nameof(InvoiceActivities.IssueInvoice));
        if (invoice is not { State: InvoiceState.Posted } and not { State: InvoiceState.Issued, Total: 0m } && !isExcused)
        {
            broken.Add($"{saga.Id} run {record.Run} is done, and its invoice {record.InvoiceId} is {invoice?.State.ToString() ?? "not there"}");
        }
    }
}
