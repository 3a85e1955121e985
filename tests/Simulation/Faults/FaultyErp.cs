using System.Collections.Immutable;
using RevenueFunctions.Ledger;
using RevenueFunctions.Posting;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Faults;

/// <summary>The ERP as a process reaches it. What it has booked stays booked, whatever the process hears of it.</summary>
internal sealed class FaultyErp(EmbeddedLedger ledger, World world, SimulatedProcess process) : IErpConnector
{
    private static readonly ErpPostResult Refusal = new ErpPostResult.Rejected("simulated-rejection", "The period is locked (simulated).");

    /// <inheritdoc/>
    public async Task<ErpDocument?> FindAsync(string legalEntityId, string postingKey, CancellationToken cancellationToken)
    {
        await ReachAsync();
        return await AnswerAsync("find", postingKey, ledger.FindAsync(legalEntityId, postingKey, CancellationToken.None));
    }

    /// <inheritdoc/>
    public async Task<ErpPostResult> PostAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var key = entry.PostingKey;
        world.SawPosting(key);
        if (world.FaultAt(FaultKind.ErpOutage, key) is { } outage)
        {
            world.ErpAwayUntil = world.Now + TimeSpan.FromMinutes(5 + (outage.Size * 5));
        }

        await ReachAsync();
        var refusals = Refusals(key);
        if (world.FaultAt(FaultKind.ErpThrottled, key) is { } throttled)
        {
            throw new ErpUnavailableException("429 Too Many Requests (simulated)", TimeSpan.FromSeconds(1 + throttled.Size));
        }

        // It compares posting keys first: what it has booked, it does not refuse.
        if (await ledger.FindAsync(entry.LegalEntityId, key, CancellationToken.None) is null && world.FaultAt(FaultKind.ErpRejected, key) is not null)
        {
            world.ErpRefusals[key] = refusals + 1;
            return Refusal;
        }

        if (world.FaultAt(FaultKind.ErpTimeoutBeforeCommit, key) is { } unanswered)
        {
            if (unanswered.Size >= 50)
            {
                // Still on its way: it takes effect a moment after the caller gave up.
                world.Start($"late posting {key}", () => BookLateAsync(entry, refusals));
            }

            throw new TimeoutException("No answer (simulated).");
        }

        if (world.FaultAt(FaultKind.ErpSlow, key) is { } slow)
        {
            await world.TravelAsync(null, TimeSpan.FromSeconds(1 + (slow.Size * 6)));
            if (Refusals(key) != refusals)
            {
                return await AnswerAsync("post", key, Task.FromResult(Refusal));
            }
        }

        // Booked whether or not the process is still there to hear it.
        var result = await AnswerAsync("post", key, ledger.PostAsync(entry, CancellationToken.None));
        if (world.FaultAt(FaultKind.ErpTimeoutAfterCommit, key) is not null)
        {
            throw new TimeoutException("No answer (simulated, booked).");
        }

        if (world.FaultAt(FaultKind.ErpErrorAfterCommit, key) is not null)
        {
            throw new TimeoutException("500 Internal Server Error (simulated, booked): the outcome is unknown.");
        }

        return world.FaultAt(FaultKind.ErpMalformed, key) is null
            ? result
            : throw new TimeoutException("200 with an unreadable body (simulated, booked): the outcome is unknown.");
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<AccountBalance>> TrialBalanceAsync(string legalEntityId, CancellationToken cancellationToken)
    {
        await ReachAsync();
        return await AnswerAsync("balance", legalEntityId, ledger.TrialBalanceAsync(legalEntityId, CancellationToken.None));
    }

    /// <inheritdoc/>
    public async Task<ErpDocumentPage> ListAsync(string legalEntityId, string? afterReference, int limit, CancellationToken cancellationToken)
    {
        await ReachAsync();
        return await AnswerAsync("list", legalEntityId, ledger.ListAsync(legalEntityId, afterReference, limit, CancellationToken.None));
    }

    // An ERP that refused an entry does not book an older call of the same entry a moment later.
    private int Refusals(string key) => world.ErpRefusals.GetValueOrDefault(key);

    private async Task ReachAsync()
    {
        await world.TravelAsync(process);
        if (world.IsErpAway)
        {
            throw new ErpUnavailableException("The ERP is away (simulated).");
        }
    }

    private async Task<T> AnswerAsync<T>(string verb, string what, Task<T> booked)
    {
        var result = await booked;
        world.Trace.Add(world.Now, $"erp: {verb} {what} -> {result?.ToString() ?? "nothing"}");
        await world.TravelAsync(process);
        return result;
    }

    private async Task BookLateAsync(JournalEntry entry, int refusals)
    {
        await world.WaitAsync(TimeSpan.FromSeconds(1));
        if (Refusals(entry.PostingKey) != refusals)
        {
            return;
        }

        var result = await ledger.PostAsync(entry, CancellationToken.None);
        world.Trace.Add(world.Now, $"erp: post {entry.PostingKey}, given up by its caller -> {result}");
    }
}
