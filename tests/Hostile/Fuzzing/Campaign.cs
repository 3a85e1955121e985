using System.Collections.Concurrent;
using System.Diagnostics;
using RevenueFunctions.Tests.Hostile.Hosting;
using RevenueFunctions.Tests.Hostile.Mutation;
using RevenueFunctions.Tests.Hostile.Wire;

namespace RevenueFunctions.Tests.Hostile.Fuzzing;

/// <summary>Attacks a fresh host with requests drawn from a seed, in rounds, and checks after each round that nothing was lost.</summary>
/// <param name="Seed">Draws everything.</param>
/// <param name="Requests">How many requests.</param>
/// <param name="Progress">Told after each round.</param>
internal sealed record Campaign(int Seed, int Requests, Action<string>? Progress = null)
{
    private const int RoundRequests = 2000;
    private const int Workers = 4;
    private const int MostFailures = 20;

    private readonly ConcurrentDictionary<string, FuzzFailure> failures = new();
    private readonly ConcurrentDictionary<int, int> statuses = new();
    private readonly Slowest slowest = new();
    private int next;

    /// <summary>Runs it.</summary>
    public async Task<CampaignReport> RunAsync()
    {
        var watch = Stopwatch.StartNew();
        await using var fuzzed = await FuzzedHost.StartAsync();
        var before = await fuzzed.Host.MemoryAsync();
        while (next < Requests && failures.Count < MostFailures && !fuzzed.Host.HasDied)
        {
            await RoundAsync(fuzzed);
            Progress?.Invoke($"{next} requests, {failures.Count} failures, {watch.Elapsed.TotalSeconds:F0} s");
        }

        var after = fuzzed.Host.HasDied ? before : await fuzzed.Host.MemoryAsync();
        return new CampaignReport(Seed, next, watch.Elapsed, statuses.OrderBy(pair => pair.Key).ToList(), before, after, [.. failures.Values], failures.IsEmpty ? string.Empty : fuzzed.Host.Log, slowest.Shown);
    }

    private async Task RoundAsync(FuzzedHost fuzzed)
    {
        var end = Math.Min(Requests, next + RoundRequests);
        await fuzzed.RestoreCatalogAsync();
        await fuzzed.LearnAsync(SeededChoice.Of(Seed, next));
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(() => WorkAsync(fuzzed, end))));
        next = end;
        if (fuzzed.Host.HasDied)
        {
            Add(new FuzzFailure(Seed, -1, "the host", "died", string.Empty, string.Empty, null));
            return;
        }

        foreach (var wrong in await AfterRound.CheckAsync(fuzzed))
        {
            Add(new FuzzFailure(Seed, -1, "after the round", wrong, string.Empty, string.Empty, null));
        }
    }

    private async Task WorkAsync(FuzzedHost fuzzed, int end)
    {
        using var client = new WireClient(fuzzed.Host.Address);
        for (var number = Interlocked.Increment(ref next) - 1; number < end && failures.Count < MostFailures && !fuzzed.Host.HasDied; number = Interlocked.Increment(ref next) - 1)
        {
            var request = FuzzRequest.Make(Seed, number, fuzzed.Api, fuzzed.Usage);
            var (what, answer) = await TryAsync(fuzzed, client, request);
            statuses.AddOrUpdate(answer?.Status ?? -1, 1, (_, count) => count + 1);
            slowest.See(request, answer);
            if (what is not null && !failures.ContainsKey($"{request.Valid.Operation} {what}"))
            {
                var simplest = answer is null ? request : await ShrinkAsync(fuzzed, client, request, what);
                Add(new FuzzFailure(Seed, number, request.Valid.Operation.ToString(), what, simplest.Describe(), simplest.Draft.ToWire().ToCurl(fuzzed.Host.Address), answer));
            }
        }
    }

    private static async Task<(string? What, WireAnswer? Answer)> TryAsync(FuzzedHost fuzzed, WireClient client, FuzzRequest request)
    {
        var wire = request.Draft.ToWire();
        try
        {
            var answer = await client.SendAsync(wire);
            fuzzed.Acknowledged.Count(wire, answer);
            return (AnswerRules.Broken(wire, answer), answer);
        }
        catch (Exception none) when (none is TimeoutException or System.Net.Sockets.SocketException)
        {
            return (none.Message, null);
        }
    }

    /// <summary>Leaves out what is not needed for the fault.</summary>
    private static async Task<FuzzRequest> ShrinkAsync(FuzzedHost fuzzed, WireClient client, FuzzRequest request, string what)
    {
        foreach (var simpler in request.Simpler())
        {
            if ((await TryAsync(fuzzed, client, simpler)).What == what)
            {
                return await ShrinkAsync(fuzzed, client, simpler, what);
            }
        }

        return request;
    }

    private void Add(FuzzFailure failure) => failures.TryAdd(failure.Key, failure);
}
