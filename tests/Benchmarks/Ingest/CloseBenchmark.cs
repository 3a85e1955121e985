using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Demo;
using RevenueFunctions.Local.Demo.Oracle;
using RevenueFunctions.Local.Demo.Workload;
using RevenueFunctions.Local.Hosting;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Benchmarks.Ingest;

/// <summary>
/// Closing one account's period of a million events: freezing it, which checks every identity once, and then, timed for itself, rating,
/// taxing, drafting, numbering and issuing its invoice.
/// </summary>
internal sealed class CloseBenchmark : IBenchmark
{
    private const string AccountId = "northwind-traders";

    public string Name => "close";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var events = run.IsFull ? 1_000_000 : 200_000;
        BenchmarkRun.Say($"{events:N0} usage events of one account, then its close");
        await using var host = await LocalHost.StartAsync(new LocalHostOptions { Port = 0, DataPath = run.NewPath("close") }, cancellationToken);
        using var http = new HttpClient { BaseAddress = host.BaseAddress, Timeout = TimeSpan.FromMinutes(10) };
        var api = new FabricApi(new FabricClient(http));
        foreach (var file in SampleCatalog.Read().Files)
        {
            await api.ImportAsync(file.Content, cancellationToken);
        }

        await SendAsync(http, api, events, cancellationToken);
        var account = SampleCatalog.Read().Documents.Accounts.Single(account => account.Id == AccountId);
        var period = BillingCalendar.PeriodOf(account, "20250901")!;
        var saga = SagaId.Of(AccountId, period.Key);
        var start = Stopwatch.GetTimestamp();
        await host.Services.GetRequiredService<UsagePeriods>().FreezeAsync(account, period, saga, cancellationToken);
        var freeze = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

        var steps = host.Services.GetRequiredService<InvoiceSteps>();
        var input = new StepInput(saga, AccountId, period.Key, Run: 1, Order: 2, AskedAt: TimeProvider.System.GetUtcNow());
        await Done(steps.RateAsync(input, cancellationToken));
        start = Stopwatch.GetTimestamp();
        var rated = await Done(steps.RateAsync(input, cancellationToken));
        await Done(steps.IssueAsync(input with { Order = 3, InvoiceId = rated.Value }, cancellationToken));
        var close = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return
        [
            new Figure($"close a period of {events / 1e6:0.#} M events, once frozen", "ms", 50, close, LowerIsBetter: true,
                Note: "rating, tax, draft, number, issue, from the row that the freeze kept; the second rating of two, since the first compiles the code."),
            new Figure("  freezing it before, with the identity check", "ms", null, freeze, LowerIsBetter: true),
        ];
    }

    private static async Task SendAsync(HttpClient http, FabricApi api, int events, CancellationToken cancellationToken)
    {
        var documents = SampleCatalog.Read().Documents;
        var traffic = new Traffic(documents, 2025, 9);
        var profile = traffic.Accounts.Single(account => account.Account.Id == AccountId);
        var random = new Random(1);
        var maker = new FactMaker(traffic, random, "close");
        var outbox = new ProducerOutbox("close");
        var requests = Enumerable.Range(0, events)
            .Select(number => maker.Of(profile, Traffic.DrawType(profile.Contracts[0], random), AccountId, number / (double)events))
            .Select(outbox.AddCloudEvent)
            .OfType<WireRequest>();
        await new UsageSender(http, FabricApi.UsageHub).SendAsync(requests.Concat(outbox.Flush()), cancellationToken);
        while ((await api.ConservationAsync(cancellationToken)).Sum(partition => partition.Totals.UsageEvents) < events)
        {
            await Task.Delay(50, cancellationToken);
        }
    }

    private static async Task<StepOutcome> Done(Task<StepOutcome> step)
    {
        var outcome = await step;
        return outcome.Result == StepResult.Done ? outcome : throw new InvalidOperationException($"{outcome.Code}: {outcome.Message}");
    }
}
