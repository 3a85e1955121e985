using System.Globalization;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance.Crashes;

/// <summary>One life of the host: producers, closers and operators at work, and its end.</summary>
internal sealed class CrashLife(FabricProcess host, CrashScript script, CrashMoment? end, Random random, Acknowledgements acknowledged)
{
    private const int Callers = 3;

    /// <summary>Nothing that a moment waits for takes longer, if it comes at all.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private static readonly string[] Faults = ["timeoutAfterCommit", "timeoutAfterCommit", "timeoutBeforeCommit", "reject", "down"];

    private readonly TaskCompletionSource struck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource over = new();
    private int sent;
    private int reached;

    /// <summary>Works until the host is killed; without an end, until everything wanted is answered and nobody waits for a person.</summary>
    public async Task RunAsync()
    {
        if (end is not null)
        {
            await MisbehaveAsync();
        }

        var callers = Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(CallAsync)));
        var (operating, watching) = (Task.Run(OperateAsync), Task.Run(WatchPostingAsync));
        if (end is null)
        {
            // Operators and onlookers only end early when they met something that must not be.
            await await Task.WhenAny(operating, watching, UntilSagasEndedAsync(callers));
        }
        else
        {
            await Task.WhenAny(struck.Task, Task.Delay(LongestWait));
            await Task.Delay(end.Delay);
            await host.KillAsync();
            await callers;
        }

        await over.CancelAsync();
        await Task.WhenAll(operating, watching);
    }

    /// <summary>The ledger forgets its script when it is killed; each life gets its own. An operator acts on a lane that stands still.</summary>
    private async Task MisbehaveAsync()
    {
        var faults = Enumerable.Range(0, random.Next(4)).Select(_ => Faults[random.Next(Faults.Length)]);
        foreach (var kind in end?.Point == CrashPoint.Operating ? faults.Prepend("reject") : faults)
        {
            var answer = await host.PostAsync($"/api/v1/ledger/{CrashScript.LegalEntity}/faults", $$"""{"kind":"{{kind}}"}""");
            Assert.Equal(200, answer.Status);
            acknowledged.Add("ERP faults injected");
        }
    }

    private async Task CallAsync()
    {
        while (Interlocked.Increment(ref sent) is var number && (end is null || number <= end.Requests) && script.Next(number <= end?.Commands) is { } request)
        {
            FabricClient.Answer answer;
            try
            {
                answer = await host.SendAsync(HttpMethod.Post, request.Path, request.Json, request.ContentType);
            }
            catch (HttpRequestException)
            {
                script.Return(request);
                return;
            }

            Take(request, answer);
        }
    }

    private void Take(CrashRequest request, FabricClient.Answer answer)
    {
        if (request.Kind == CrashRequestKind.Alias && answer.Status == 409)
        {
            // A host that died in a catalog write leaves its lease behind, for a minute.
            script.Return(request);
            return;
        }

        var isExpected = (request.Kind, answer.Status) is (CrashRequestKind.Usage or CrashRequestKind.Close, 202) or (CrashRequestKind.Alias, 200) or (CrashRequestKind.Replay, 200 or 404);
        Assert.True(isExpected, $"{request.Path}: {answer.Status} {answer.Json}");
        if (request.Kind == CrashRequestKind.Alias)
        {
            script.WantReplay(request.Subject);
        }

        acknowledged.Add($"{request.Kind} requests");
        Reach(CrashPoint.Acknowledging);
        Reach(request.Kind == CrashRequestKind.Usage ? CrashPoint.Ingesting : CrashPoint.Closing);
    }

    private async Task OperateAsync()
    {
        var people = new CrashOperator(host, random, acknowledged, () => Reach(CrashPoint.Operating));
        await RepeatAsync(people.LookAsync);
    }

    private async Task WatchPostingAsync()
    {
        long? seen = null;
        await RepeatAsync(async () =>
        {
            var lane = await host.GetAsync($"/api/v1/lanes/{CrashScript.LegalEntity}");
            var next = long.Parse(lane.Json!["nextSequence"]!.ToString(), CultureInfo.InvariantCulture);
            for (; seen < next; seen++)
            {
                Reach(CrashPoint.Posting);
            }

            seen = next;
        });
    }

    private async Task RepeatAsync(Func<Task> look)
    {
        try
        {
            while (!over.IsCancellationRequested)
            {
                await look();
                await Task.Delay(20);
            }
        }
        catch (HttpRequestException) when (end is not null)
        {
            // Killed.
        }
    }

    private void Reach(CrashPoint point)
    {
        if (point == end?.Point && Interlocked.Increment(ref reached) == end.Count)
        {
            struck.TrySetResult();
        }
    }

    private async Task UntilSagasEndedAsync(Task callers)
    {
        await callers;
        foreach (var close in script.Closes)
        {
            await UntilCompletedAsync(close.Saga);
        }
    }

    private async Task UntilCompletedAsync(string saga)
    {
        try
        {
            await host.UntilAsync($"/api/v1/sagas/{saga}", answer => answer["saga"]!["state"]!.ToString() == "completed", SagaPatience);
        }
        catch (TimeoutException late)
        {
            var history = await host.GetAsync($"/runtime/webhooks/durabletask/instances/{saga}?showHistory=true&showHistoryOutput=true");
            throw new TimeoutException($"{late.Message}{Environment.NewLine}history: {history.Json}{Environment.NewLine}lanes: {(await host.GetAsync("/api/v1/lanes")).Json}", late);
        }
    }

    /// <summary>A saga whose ring was lost looks by itself after 30 seconds, after another minute, and after two more.</summary>
    private static readonly TimeSpan SagaPatience = TimeSpan.FromMinutes(4);
}
