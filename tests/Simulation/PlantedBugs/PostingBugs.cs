using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Functions.Posting;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Posting;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;
using RevenueFunctions.Tests.Simulation.Invariants;

namespace RevenueFunctions.Tests.Simulation.PlantedBugs;

/// <summary>Mistakes on the way into the ERP.</summary>
internal static class PostingBugs
{
    /// <summary>The ERP is called although nothing in the store says that it was about to be.</summary>
    public static void PostWithoutIntent(IServiceCollection services) => services.AlterCommits(batch =>
        batch.Table != PostingLaneState.Table ? batch : batch.With(change =>
            IsEntry(change) && FabricJson.Read<LaneEntry>(change.Value.Span) is { State: LaneEntryState.Sending } entry
                ? change with { Value = FabricJson.Bytes(entry with { State = LaneEntryState.Waiting, Attempt = entry.Attempt - 1, SentAt = null }) }
                : change));

    /// <summary>The worker posts the entry that the message names, not the one that is next.</summary>
    public static void DoorbellInsteadOfLaneOrder(IServiceCollection services) => services.AlterCalls(async call =>
    {
        if (call.Name != nameof(PostingLaneFunction) || call.Invocation.Trigger is not ServiceBusReceivedMessage message
            || !long.TryParse(message.MessageId.AsSpan(message.MessageId.IndexOf(':', StringComparison.Ordinal) + 1), out var sequence))
        {
            return await call.InvokeAsync();
        }

        await PostNamedAsync(call.Services, message.SessionId, sequence);
        await call.Invocation.Actions.OfType<ServiceBusMessageActions>().Single().CompleteMessageAsync(message);
        return null;
    });

    /// <summary>No answer is taken for a refusal.</summary>
    public static void TimeoutIsARejection(IServiceCollection services) => services.AlterPosting(async (erp, entry, cancellationToken) =>
    {
        try
        {
            return await erp.PostAsync(entry, cancellationToken);
        }
        catch (TimeoutException)
        {
            return new ErpPostResult.Rejected("timeout", "The ERP did not answer.");
        }
    });

    /// <summary>No answer is taken for a yes.</summary>
    public static void TimeoutIsASuccess(IServiceCollection services) => services.AlterPosting(async (erp, entry, cancellationToken) =>
    {
        try
        {
            return await erp.PostAsync(entry, cancellationToken);
        }
        catch (TimeoutException)
        {
            return new ErpPostResult.Posted(new ErpDocument($"{entry.LegalEntityId}-unknown", entry, DateTimeOffset.UnixEpoch));
        }
    });

    /// <summary>The connector forgets the tax, and answers with what it was asked instead of what it booked.</summary>
    public static void TaxIsNotBooked(IServiceCollection services) => services.AlterPosting(async (erp, entry, cancellationToken) =>
    {
        var tax = entry.Lines.Where(line => line.Account == PostingRules.Standard.TaxPayable).Sum(line => line.Credit - line.Debit);
        var result = await erp.PostAsync(
            entry with
            {
                Lines =
                [
                    .. entry.Lines.Where(line => line.Account != PostingRules.Standard.TaxPayable)
                        .Select(line => line.Account == PostingRules.Standard.Receivable && line.Debit > 0m ? line with { Debit = line.Debit - tax } : line),
                ],
            },
            cancellationToken);
        return result is ErpPostResult.Posted posted ? new ErpPostResult.Posted(posted.Document with { Entry = entry }) : result;
    });

    /// <summary>The sweep does not ring: a ring that was lost is lost for good.</summary>
    public static void NobodySweeps(IServiceCollection services) =>
        services.AlterCalls(call => call.Name == nameof(PostingSweep) ? ValueTask.FromResult<object?>(null) : call.InvokeAsync());

    /// <summary>A lane stands still, and no case says so.</summary>
    public static void BlockedWithoutACase(IServiceCollection services) => services.AlterCommits(batch =>
        batch is { Table: "exceptions", Partition: "open" }
            && batch.Changes.Any(change => change.Kind == TableChangeKind.Insert && FabricJson.Read<ExceptionCase>(change.Value.Span).Kind == ExceptionKind.Posting)
                ? null
                : batch);

    private static bool IsEntry(TableChange change) => change.Row.StartsWith("entry:", StringComparison.Ordinal);

    private static async Task PostNamedAsync(IServiceProvider services, string legalEntityId, long sequence)
    {
        var table = new LaneTable(services.GetRequiredService<ITableStore>());
        var lane = await table.ReadAsync(legalEntityId, CancellationToken.None);
        if (await table.EntryAsync(legalEntityId, sequence, CancellationToken.None) is not { State: LaneEntryState.Waiting } found)
        {
            return;
        }

        var intent = found with { State = LaneEntryState.Sending, Attempt = found.Attempt + 1 };
        var stored = await table.WriteAsync(lane, lane.Head, intent, CancellationToken.None);
        if (!stored.IsCommitted)
        {
            return;
        }

        var result = await services.GetRequiredService<IErpConnector>().PostAsync(intent.Entry, CancellationToken.None);
        if (result is ErpPostResult.Posted posted)
        {
            var settled = intent with { State = LaneEntryState.Posted, Reference = posted.Document.Reference };
            await table.WriteAsync(lane with { HeadVersion = stored.Version }, new LaneHead(sequence + 1), settled, CancellationToken.None);
            await new SagaDoorbell(services.GetRequiredService<DurableTaskClient>(), NullLogger<SagaDoorbell>.Instance)
                .RingAsync(intent.SagaId!, SagaEvents.PostingSettled, CancellationToken.None);
        }
    }
}
