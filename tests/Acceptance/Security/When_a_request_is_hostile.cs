using System.Text.Json.Nodes;
using RevenueFunctions.Local.Engines.EventHub.Producers;

namespace RevenueFunctions.Tests.Acceptance.Security;

/// <summary>What nobody should send is answered without a word about the inside (OWASP API8), and names are only names (injection).</summary>
public sealed class When_a_request_is_hostile(SecuredFabric fabric) : IClassFixture<SecuredFabric>
{
    private static readonly string[] Garbage = ["{", "[]", "null", "\"x\"", "{\"a\":{\"a\":{\"a\":{}}}}", "\u0000", "{\"note\":1e400}"];

    private static readonly string[] Inside =
        ["   at ", "System.", "Microsoft.", "RevenueFunctions.", "Exception:", "/tmp/", "/work/", ".cs:line", "SELECT ", "sqlite", "Kestrel", "StackTrace"];

    [Fact]
    public async Task Should_answer_garbage_without_a_word_about_the_inside()
    {
        foreach (var operation in fabric.Api.Operations)
        {
            foreach (var garbage in Garbage)
            {
                var answer = await fabric.Client.SendAsync(
                    operation.Method, operation.Path(operation.Body is null ? garbage : "none"), Keys.Everything, operation.Body is null ? null : garbage, ("x-functions-key", Keys.Master));
                Assert.True(answer.Status < 500 && !Array.Exists(Inside, word => answer.Text.Contains(word, StringComparison.OrdinalIgnoreCase)) || operation.Id == "GetOpenApi", $"{operation} {garbage}: {answer.Status} {answer.Text}");
                Assert.False(answer.Headers.ContainsKey("Server") || answer.Headers.ContainsKey("X-Powered-By"));
                if (answer is { Status: >= 400 and not 404, Text.Length: > 0 })
                {
                    Assert.Equal(("application/problem+json", "nosniff", "no-store"), (answer.Headers["Content-Type"], answer.Headers["X-Content-Type-Options"], answer.Headers["Cache-Control"]));
                }
            }
        }
    }

    [Theory]
    [InlineData("'; DROP TABLE fabric_rows; --")]
    [InlineData("' or '1'='1")]
    [InlineData("x') UNION SELECT val FROM fabric_rows --")]
    [InlineData("PartitionKey eq 'x' or true")]
    [InlineData("| where true | take 1000")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("{{7*7}} ${jndi:ldap://127.0.0.1/a} %{x}")]
    [InlineData("../../../etc/passwd")]
    [InlineData("Ünïcode \U0001F600 שלום")]
    public async Task Should_take_a_name_for_a_name(string name)
    {
        var document = JsonNode.Parse((await fabric.Client.GetAsync("/api/v1/accounts/acme", Keys.Reader)).Text)!;
        var before = document.ToJsonString();
        document["name"] = name;
        var stored = await fabric.Client.SendAsync(HttpMethod.Put, "/api/v1/accounts/acme", Keys.Configurer, document.ToJsonString());
        Assert.True(stored.Status == 200, stored.Text);
        var read = await fabric.Client.GetAsync("/api/v1/accounts/acme", Keys.Reader);
        Assert.Equal((name, "application/json; charset=utf-8"), (JsonNode.Parse(read.Text)!["name"]!.ToString(), read.Headers["Content-Type"]));

        // As an id and as a filter it names nothing, and opens nothing.
        var escaped = Uri.EscapeDataString(name);
        foreach (var path in new[] { $"/api/v1/invoices?account={escaped}", $"/api/v1/accounts?legalEntity={escaped}", $"/api/v1/audit?subject={escaped}", $"/api/v1/usage/acme/20260301/records?meter={escaped}", $"/api/v1/usage/acme/20260301/records?group.region={escaped}" })
        {
            var answer = await fabric.Client.GetAsync(path, Keys.Reader);
            Assert.True(answer.Status == 200 && JsonNode.Parse(answer.Text)!["items"]!.AsArray().Count == 0, $"{path}: {answer.Status} {answer.Text}");
        }

        foreach (var path in new[] { "accounts", "invoices", "exceptions", "quarantine", "sagas", "postings", "lanes", "reconciliation/runs" })
        {
            Assert.Equal(404, (await fabric.Client.GetAsync($"/api/v1/{path}/{escaped}", Keys.Reader)).Status);
        }

        // The host is shared: another test takes what stands in this name for a word about the inside.
        Assert.Equal(200, (await fabric.Client.SendAsync(HttpMethod.Put, "/api/v1/accounts/acme", Keys.Configurer, before)).Status);
    }

    [Fact]
    public async Task Should_take_no_signature_that_was_changed()
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(100);
        var good = SharedAccessSignature.Create(new Uri(fabric.Host.Address, "usage"), "telemetry", Keys.Producer, now);
        Assert.Equal(202, (await fabric.SendUsageAsync("acme", "signed", good)).Status);
        for (var at = "SharedAccessSignature ".Length; at < good.Length; at++)
        {
            // One character another: a field's name, its value or a separator.
            var changed = $"{good[..at]}{(good[at] == 'A' ? 'B' : 'A')}{good[(at + 1)..]}";
            Assert.True((await fabric.SendUsageAsync("acme", "forged", changed)).Status == 401, changed);
        }

        string[] others =
        [
            string.Empty, "Bearer x", "SharedAccessSignature", good[..^1], good.Replace("telemetry", "nobody", StringComparison.Ordinal), $"{good}&sig=x", $"{good}&se=9999999999",
            SharedAccessSignature.Create(new Uri(fabric.Host.Address, "usage"), "telemetry", Keys.Producer + "x", now),
            SharedAccessSignature.Create(new Uri(fabric.Host.Address, "usage"), "telemetry", string.Empty, now),
            SharedAccessSignature.Create(new Uri(fabric.Host.Address, "usage"), "nobody", string.Empty, now),
            SharedAccessSignature.Create(new Uri(fabric.Host.Address, "outbound"), "telemetry", Keys.Producer, now),
            SharedAccessSignature.Create(new Uri(fabric.Host.Address, "usag"), "telemetry", Keys.Producer, now),
            SharedAccessSignature.Create(new Uri(fabric.Host.Address, "usage"), "telemetry", Keys.Producer, DateTimeOffset.UnixEpoch.AddYears(50)),
        ];
        foreach (var other in others)
        {
            Assert.True((await fabric.SendUsageAsync("acme", "forged", other)).Status == 401, other);
        }

        Assert.Equal(404, (await fabric.Client.GetAsync("/api/v1/usage/events?account=acme&source=test&id=forged", Keys.Reader)).Status);
    }

    [Fact]
    public async Task Should_count_a_signed_request_that_is_sent_again_once()
    {
        var before = Duplicates(await fabric.UntilAsync("/api/v1/ingest/conservation", "\"items\""));
        for (var replay = 0; replay < 3; replay++)
        {
            Assert.Equal(202, (await fabric.SendUsageAsync("rival", "replayed")).Status);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (Duplicates((await fabric.Client.GetAsync("/api/v1/ingest/conservation", Keys.Reader)).Text) < before + 2)
        {
            Assert.True(await pause.WaitForNextTickAsync(patience.Token));
        }
    }

    private static long Duplicates(string report) =>
        JsonNode.Parse(report)!["items"]!.AsArray().Sum(partition => partition!["totals"]!["duplicate"]!.GetValue<long>());
}
