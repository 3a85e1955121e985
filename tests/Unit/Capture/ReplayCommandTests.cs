using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using RevenueFunctions.Local.Capture;

namespace RevenueFunctions.Tests.Unit.Capture;

/// <summary>The command against a door that answers as Event Hubs may.</summary>
public sealed class ReplayCommandTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 5, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "--capture is missing")]
    [InlineData("--capture {0}", "--to is missing")]
    [InlineData("--capture {0} --to nowhere", "--to is 'nowhere'")]
    [InlineData("--capture {0} --to https://ns.servicebus.windows.net", "--to is 'https://ns.servicebus.windows.net'")]
    [InlineData("--capture {0} --to http://ns.servicebus.windows.net/usage", "it has to be https")]
    [InlineData("--capture {0} --to https://ns.servicebus.windows.net/usage --from noon", "--from is 'noon'")]
    [InlineData("--capture {0} --to https://ns.servicebus.windows.net/usage --from 2026-11-05 --until 2026-11-04", "--until is not after --from")]
    [InlineData("--capture {0} --to https://ns.servicebus.windows.net/usage --token a --connection b", "exclude each other")]
    [InlineData("--capture {0} --to https://ns.servicebus.windows.net/usage --connection Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=n", "no SharedAccessKey")]
    [InlineData("--capture {0} --to https://ns.servicebus.windows.net/usage --connection Endpoint=sb://other.servicebus.windows.net/;SharedAccessKeyName=n;SharedAccessKey=s3cret", "another namespace")]
    [InlineData("--capture {0}/none --to http://localhost:1/usage", "There is no folder")]
    [InlineData("--capture {0} --to http://localhost:1/usage", "no files *.avro")]
    [InlineData("--capture {0} --to http://localhost:1/usage --quick", "no option '--quick'")]
    public async Task RunAsync_BadInput_IsNamed(string arguments, string named)
    {
        var (code, _, errors) = await RunAsync(arguments.Replace("{0}", folder.Path, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, code);
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ADamagedFileAmongGoodOnes_SendsNothing()
    {
        await using var door = await Door.OpenAsync(_ => HttpStatusCode.Created);
        Write(0, 10);
        var damaged = Write(5, 10);
        File.WriteAllBytes(damaged, File.ReadAllBytes(damaged)[..^20]);
        var (code, _, errors) = await RunAsync(["--capture", folder.Path, "--to", door.Hub]);
        Assert.Equal(2, code);
        Assert.Contains("12/05/00.avro, byte ", errors, StringComparison.Ordinal);
        Assert.Contains("Nothing was sent", errors, StringComparison.Ordinal);
        Assert.Empty(door.Events);
    }

    [Fact]
    public async Task RunAsync_TheHubIsBusyAtFirst_SendsAllOfItInOrder()
    {
        await using var door = await Door.OpenAsync(request => request <= 2 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.Created);
        Write(0, 250, "customer");
        var (code, output, errors) = await RunAsync(["--capture", folder.Path, "--to", door.Hub]);
        Assert.True(code == 0, errors);
        Assert.Contains("Sent 250 events in 2 requests", output, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 250).Select(at => $"event {at}"), door.Events);
    }

    [Fact]
    public async Task RunAsync_TheHubRefuses_SaysWhoMaySendAndGoesOnThereNextTime()
    {
        var isShut = true;
        await using var door = await Door.OpenAsync(request => request > 1 && isShut ? HttpStatusCode.Unauthorized : HttpStatusCode.Created);
        Write(0, 10);
        Write(5, 10);
        var (code, _, errors) = await RunAsync(["--capture", folder.Path, "--to", door.Hub]);
        Assert.Equal(1, code);
        Assert.Contains("12/05/00.avro, sequence number 500", errors, StringComparison.Ordinal);
        Assert.Contains("Azure Event Hubs Data Sender", errors, StringComparison.Ordinal);
        Assert.Contains("has 10 of 20 events", errors, StringComparison.Ordinal);

        isShut = false;
        (code, var output, errors) = await RunAsync(["--capture", folder.Path, "--to", door.Hub]);
        Assert.True(code == 0, errors);
        Assert.Contains("Sent 10 events in 1 requests; 10 were sent before", output, StringComparison.Ordinal);
        Assert.Equal(20, door.Events.Count);
    }

    [Fact]
    public async Task RunAsync_ARangeOfTimes_SendsWhatIsInIt()
    {
        await using var door = await Door.OpenAsync(_ => HttpStatusCode.Created);
        Write(0, 10);
        var (code, output, errors) = await RunAsync(["--capture", folder.Path, "--to", door.Hub, "--from", "2026-11-05T12:00:03Z", "--until", "2026-11-05T12:00:06Z"]);
        Assert.True(code == 0, errors);
        Assert.Equal(["event 3", "event 4", "event 5"], door.Events);
        Assert.Contains("Sent 3 events", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WhatABatchCannotCarry_GoesAsItIs()
    {
        await using var door = await Door.OpenAsync(_ => HttpStatusCode.Created);
        byte[] noText = [0xFF, 0xFE, 0x00];
        var large = new string('x', 990_000);
        CaptureWriter.Write(folder.File(CaptureWriter.NameOf(0, Noon)),
        [
            new CapturedMessage(0, Noon, noText, "key", new Dictionary<string, object> { ["mapping"] = "focus@1", ["count"] = 3L }),
            new CapturedMessage(1, Noon, Encoding.UTF8.GetBytes(large)),
        ]);
        var (code, _, errors) = await RunAsync(["--capture", folder.Path, "--to", door.Hub]);
        Assert.True(code == 0, errors);
        Assert.Equal(["//4A", Convert.ToBase64String(Encoding.UTF8.GetBytes(large))], door.Singles.Select(one => one.Body).Order(StringComparer.Ordinal));
        var headers = door.Singles.Single(one => one.Body == "//4A").Headers;
        Assert.Equal(("\"focus@1\"", "3", """{"PartitionKey":"key"}"""), (headers["mapping"], headers["count"], headers["BrokerProperties"]));
    }

    [Theory]
    [InlineData("Authorization", "Bearer 1")]
    [InlineData("content-type", "text/plain")]
    [InlineData("BrokerProperties", "{}")]
    [InlineData("mapping", "say \"focus\"")]
    [InlineData("mapping", "a\\b")]
    public async Task RunAsync_APropertyThatNoRequestCanCarry_IsNamedBeforeAnythingIsSent(string name, string value)
    {
        await using var door = await Door.OpenAsync(_ => HttpStatusCode.Created);
        CaptureWriter.Write(folder.File(CaptureWriter.NameOf(0, Noon)), [new CapturedMessage(0, Noon, "{}"u8.ToArray())]);
        CaptureWriter.Write(folder.File(CaptureWriter.NameOf(0, Noon.AddMinutes(5))), [new CapturedMessage(7, Noon, (byte[])[0xFF, 0xFE], "key", new Dictionary<string, object> { [name] = value })]);
        var (code, output, errors) = await RunAsync(["--capture", folder.Path, "--to", door.Hub]);
        Assert.True(code != 0, output);
        Assert.Contains("12/05/00.avro", errors, StringComparison.Ordinal);
        Assert.Contains("not all its properties can be headers", errors, StringComparison.Ordinal);
        Assert.Empty(door.Singles);
        Assert.Empty(door.Events);
    }

    private string Write(int minutes, int count, string? key = null)
    {
        var path = folder.File(CaptureWriter.NameOf(0, Noon.AddMinutes(minutes)));
        CaptureWriter.Write(path, Enumerable.Range(0, count).Select(at => new CapturedMessage((minutes * 100) + at, Noon.AddMinutes(minutes).AddSeconds(at), Encoding.UTF8.GetBytes($"event {at}"), key)));
        return path;
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await ReplayCommand.RunAsync(arguments, output, errors);
        return (code, output.ToString(), errors.ToString());
    }

    /// <summary>A hub's door on loopback that keeps what it takes.</summary>
    private sealed class Door(Func<int, HttpStatusCode> answer) : IAsyncDisposable
    {
        private readonly Lock gate = new();
        private LoopbackApp? app;
        private int requests;

        public string Hub => $"{app!.Client.BaseAddress}usage";

        public List<string> Events { get; } = [];

        public List<(string Body, Dictionary<string, string> Headers)> Singles { get; } = [];

        public static async Task<Door> OpenAsync(Func<int, HttpStatusCode> answer)
        {
            var door = new Door(answer);
            door.app = await LoopbackApp.StartAsync(map => map.MapPost("/usage/messages", door.TakeAsync));
            return door;
        }

        public ValueTask DisposeAsync() => app!.DisposeAsync();

        private async Task<IResult> TakeAsync(HttpRequest request)
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var status = answer(Interlocked.Increment(ref requests));
            if (status == HttpStatusCode.Created)
            {
                Keep(request, body.ToArray());
            }

            return Results.StatusCode((int)status);
        }

        private void Keep(HttpRequest request, byte[] body)
        {
            lock (gate)
            {
                if (request.ContentType == "application/vnd.microsoft.servicebus.json")
                {
                    Events.AddRange(JsonNode.Parse(body)!.AsArray().Select(one => one!["Body"]!.GetValue<string>()));
                }
                else
                {
                    Singles.Add((Convert.ToBase64String(body), request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
                }
            }
        }
    }
}
