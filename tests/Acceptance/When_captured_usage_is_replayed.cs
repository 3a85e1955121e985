using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RevenueFunctions.Local.Capture;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>What Event Hubs Capture kept is sent again: into an empty fabric it makes the same usage, into the one it came from nothing new.</summary>
public sealed class When_captured_usage_is_replayed : IDisposable
{
    private const string Producer = "0123456789abcdef";
    private const string Usage = "/api/v1/usage/acme/20260301";
    private const int Singles = 120;
    private const int Batched = 30;
    private const int Binary = 20;
    private const int Accepted = Singles + (Batched * 10) + Binary;
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Should_make_the_same_usage_elsewhere_and_change_nothing_where_it_is()
    {
        Capture();
        await using var first = await StartAsync();
        var (code, output, errors) = await ReplayAsync(first);
        Assert.True(code == 0, errors);
        Assert.Contains(Inv($"Sent {Singles + Batched + Binary + 2} events"), output, StringComparison.Ordinal);
        var usage = await SettledAsync(first, Accepted + 2);
        Assert.Equal((Accepted, 0, 2), Totals(await first.GetAsync("/api/v1/ingest/conservation")));

        // Into the same fabric, from another copy of the files: nothing says what was sent before.
        File.Delete(Assert.Single(Directory.GetFiles(folder.Path, ".replay-*")));
        (code, _, errors) = await ReplayAsync(first);
        Assert.True(code == 0, errors);
        var again = await SettledAsync(first, (Accepted + 2) * 2);
        Assert.Equal(usage, again);
        Assert.Equal((Accepted, Accepted, 4), Totals(await first.GetAsync("/api/v1/ingest/conservation")));

        // Into another one.
        await using var second = await StartAsync();
        (code, _, errors) = await ReplayAsync(second);
        Assert.True(code == 0, errors);
        Assert.Equal(usage, await SettledAsync(second, Accepted + 2));
    }

    [Fact]
    public async Task Should_send_the_part_that_is_asked_for_and_only_look_when_dry()
    {
        Capture();
        await using var host = await StartAsync();
        var (code, output, errors) = await ReplayAsync(host, "--dry-run");
        Assert.True(code == 0, errors);
        Assert.Contains("evhns-fabric/usage/1", output, StringComparison.Ordinal);

        (code, output, errors) = await ReplayAsync(host, "--until", "2026-03-10T12:00:10Z");
        Assert.True(code == 0, errors);
        Assert.Contains("Sent 10 events", output, StringComparison.Ordinal);
        await SettledAsync(host, 10);
        Assert.Equal((10, 0, 0), Totals(await host.GetAsync("/api/v1/ingest/conservation")));
    }

    // Partition 0: single events of one key, an event each second. Partition 1: batches without a key, then CloudEvents whose attributes are properties, then
    // two that cannot be billed.
    private void Capture()
    {
        var single = Enumerable.Range(0, Singles).Select(at => new CapturedMessage(at, Noon.AddSeconds(at), Encoding.UTF8.GetBytes(Event($"single-{at}")), "acme")).ToList();
        CaptureWriter.Write(folder.File(CaptureWriter.NameOf(0, Noon)), single[..70], deflates: true);
        CaptureWriter.Write(folder.File(CaptureWriter.NameOf(0, Noon.AddSeconds(70))), single[70..], deflates: true);
        var later = Noon.AddHours(1);
        var rest = new List<CapturedMessage>();
        rest.AddRange(Enumerable.Range(0, Batched).Select(at => new CapturedMessage(rest.Count + at, later, Encoding.UTF8.GetBytes(
            $"[{string.Join(',', Enumerable.Range(0, 10).Select(of => Event(Inv($"batch-{at}-{of}"), "Zürich \\\"\u2603")))}]"))));
        rest.AddRange(Enumerable.Range(0, Binary).Select(at => new CapturedMessage(Batched + at, later, """{"region":"eu"}"""u8.ToArray(), Inv($"key {at}"), new Dictionary<string, object>
        {
            ["cloudEvents:specversion"] = "1.0", ["cloudEvents:id"] = Inv($"binary-{at}"), ["cloudEvents:source"] = "test", ["cloudEvents:type"] = "acme.request",
            ["cloudEvents:subject"] = "C-1", ["cloudEvents:time"] = "2026-03-10T12:00:00Z",
        })));
        rest.Add(new CapturedMessage(Batched + Binary, later, [0xFF, 0xFE]));
        rest.Add(new CapturedMessage(Batched + Binary + 1, later, Encoding.UTF8.GetBytes("""{"no":"event"}""")));
        CaptureWriter.Write(folder.File(CaptureWriter.NameOf(1, later)), rest);
    }

    private static Task<FabricHost> StartAsync() => FabricHost.StartAsync(options => options with { Settings = new Dictionary<string, string?> { ["EventHub:Keys:replay"] = Producer, ["ApiKeys:tests:Key"] = Producer, ["ApiKeys:tests:Roles"] = "Reader,Configurer" } }, Producer);

    private async Task<(int Code, string Output, string Errors)> ReplayAsync(FabricHost host, params string[] more)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var connection = $"Endpoint=sb://{host.Address.Host}/;SharedAccessKeyName=replay;SharedAccessKey={Producer}";
        await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json);
        var code = await ReplayCommand.RunAsync(["--capture", folder.Path, "--to", $"{host.Address}usage", "--connection", connection, .. more], output, errors);
        return (code, output.ToString(), errors.ToString());
    }

    /// <summary>The usage once so many events have an outcome, with everything that is not usage taken out.</summary>
    private static async Task<string> SettledAsync(FabricHost host, int events)
    {
        var report = await host.UntilAsync("/api/v1/ingest/conservation", now => Sum(now, "usageEvents") == events);
        Assert.All(report["items"]!.AsArray(), partition => Assert.True(partition!["closes"]!.GetValue<bool>() && partition["notYetSeen"]!.ToString() == "0", partition.ToJsonString()));
        return (await host.GetAsync(Usage)).Json!.ToJsonString();
    }

    private static (long Accepted, long Duplicate, long Quarantined) Totals(FabricClient.Answer answer) =>
        (Sum(answer.Json!, "accepted"), Sum(answer.Json!, "duplicate"), Sum(answer.Json!, "quarantined"));

    private static long Sum(JsonNode report, string name) => report["items"]!.AsArray().Sum(partition => long.Parse(partition!["totals"]![name]!.ToString(), CultureInfo.InvariantCulture));

    private static string Event(string id, string region = "eu") =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"test","type":"acme.request","subject":"C-1","time":"2026-03-10T12:00:00Z","data":{"region":"{{region}}"} }""";

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
