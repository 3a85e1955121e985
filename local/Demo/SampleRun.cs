using System.Globalization;
using RevenueFunctions.Local.Demo.Oracle;
using RevenueFunctions.Local.Demo.Workload;

namespace RevenueFunctions.Local.Demo;

/// <summary>The demo on the sample catalog: a month with known dirt, closed, posted, reconciled, one exception resolved.</summary>
internal sealed class SampleRun(DemoOptions options, FabricApi api, HttpClient http, DemoConsole console, Checks checks, TimeProvider clock)
{
    private const string FaultyEntity = "de01";

    private readonly SampleCatalog catalog = SampleCatalog.Read();

    /// <summary>Runs all of it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var traffic = new Traffic(catalog.Documents, SampleMonth.Year, SampleMonth.Month);
        var usage = new UsageOracle(catalog.Documents);
        var workload = new UsageWorkload(traffic, usage, options.Events, options.Seed);
        var invoices = new InvoiceOracle(catalog.Documents, usage.Tally);
        var sender = new UsageSender(http, FabricApi.UsageHub);
        var ingest = new IngestProgress(api, clock);
        var closing = new ClosingSteps(api, console, checks, clock);

        console.Chapter("1. Catalog");
        await ImportAsync(cancellationToken);

        console.Chapter("2. A month of usage over HTTP");
        var ingestStart = clock.GetTimestamp();
        await console.TrackAsync("sent and stored", "events", workload.MainEvents, () => sender.Events, () => sender.SendAsync(workload.MainWave(), cancellationToken));
        await ingest.WaitAsync(console, usage.TotalCount, cancellationToken);
        var ingestTime = clock.GetElapsedTime(ingestStart);
        await SendAsync("contradicting events", sender, workload.ConflictWave(), workload.ConflictingEvents, ingest, usage, cancellationToken);
        var report = await ingest.CompareAsync(usage, checks, "Outcomes, before the close", cancellationToken);
        console.Say(string.Create(
            CultureInfo.InvariantCulture, $"from the first request to the last usage record: {ingestTime.TotalSeconds:0.00} s ({workload.MainEvents / ingestTime.TotalSeconds:N0} events/s), {sender.Requests:N0} requests, {sender.Bytes / 1e6:N0} MB"));
        DemoReport.Conservation(console, report);
        await DemoReport.ExceptionsAsync(console, api, "What waits for a person", cancellationToken);

        console.Chapter("3. Close the month");
        console.Say($"The ledger of {FaultyEntity} will not answer one posting although it books it: its outcome is unknown until the lane asks by posting key.");
        await api.MisbehaveAsync(FaultyEntity, cancellationToken);
        var month = traffic.Accounts.Select(profile => (profile.Account, profile.Period)).ToList();
        await closing.CloseAsync("invoiced and posted", month, cancellationToken);
        await closing.CompareAsync(month.Select(due => invoices.For(due.Account, due.Period)), cancellationToken);

        console.Chapter("4. Late usage, and an exception resolved");
        await SendAsync("late events", sender, workload.LateWave(), workload.LateEvents, ingest, usage, cancellationToken);
        await ResolveAsync(usage, cancellationToken);
        var next = usage.Tally.Quantities.Keys
            .Where(key => traffic.Accounts.Single(profile => profile.Account.Id == key.Account).Period.Key != key.Period)
            .Select(key => key.Account).Distinct(StringComparer.Ordinal)
            .Select(id => traffic.Accounts.Single(profile => profile.Account.Id == id))
            .Select(profile => (profile.Account, profile.Period.After(profile.Account)))
            .ToList();
        await closing.CloseAsync("invoiced and posted, with last month's late usage", next, cancellationToken);
        await closing.CompareAsync(next.Select(due => invoices.For(due.Account, due.Item2)), cancellationToken);
        var final = await ingest.CompareAsync(usage, checks, "Outcomes, at the end", cancellationToken);

        console.Chapter("5. Report");
        await new ClosingReport(api, console, checks, catalog.Documents, clock, FaultyEntity).PrintAsync(
            final, [.. month, .. next], invoices, cancellationToken);
        console.Say(string.Create(CultureInfo.InvariantCulture, $"all of it took {clock.GetElapsedTime(start).TotalSeconds:0.0} s"));
    }

    private async Task ImportAsync(CancellationToken cancellationToken)
    {
        foreach (var file in catalog.Files)
        {
            await api.ImportAsync(file.Content, cancellationToken);
        }

        var documents = catalog.Documents;
        console.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{catalog.Files.Count} files: {documents.LegalEntities.Length} legal entities in {documents.LegalEntities.Select(entity => entity.Currency).Distinct().Count()} currencies, {documents.Accounts.Length} accounts, {documents.Meters.Length} meters, {documents.SourceMappings.Length} source mappings, {documents.Plans.Length} price plans, {documents.Subscriptions.Length} subscriptions, {documents.TaxTables.Length} tax tables"));
    }

    private async Task SendAsync(
        string what, UsageSender sender, IEnumerable<WireRequest> wave, int events, IngestProgress ingest, UsageOracle usage, CancellationToken cancellationToken)
    {
        var before = sender.Events;
        await console.TrackAsync($"{what} sent", "events", events, () => sender.Events - before, () => sender.SendAsync(wave, cancellationToken));
        await ingest.WaitAsync(console, usage.TotalCount, cancellationToken);
    }

    private async Task ResolveAsync(UsageOracle usage, CancellationToken cancellationToken)
    {
        var unmapped = await api.UnmappedCaseAsync(UsageWorkload.UnmappedAlias, cancellationToken);
        console.Say($"open: {unmapped.Title}. Remedy: {unmapped.Remedy}");
        var owner = catalog.Documents.Accounts.Single(account => account.Id == UsageWorkload.UnmappedOwner);
        await api.AddAliasAsync(owner.Id, UsageWorkload.UnmappedAlias, cancellationToken);
        console.Say($"mapped: the alias {UsageWorkload.UnmappedAlias} now belongs to {owner.Id}");
        var events = usage.QuarantinedBy(QuarantineCause.Unmapped);
        usage.ResolveUnmapped();
        var accepted = 0L;
        await console.TrackAsync("replayed", "events", events, () => accepted, async () => accepted = await api.ReplayAsync(unmapped.Subject, cancellationToken));
        checks.Equal("Replay", "events that became usage records", events, accepted);
    }
}
