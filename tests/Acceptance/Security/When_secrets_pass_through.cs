using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Local.Engines.EventHub.Producers;

namespace RevenueFunctions.Tests.Acceptance.Security;

/// <summary>
/// No key, token or connection string appears in a log at any level, in an answer, in a history, in the database or in telemetry; and no
/// caller's text forges a line of a log.
/// </summary>
public class When_secrets_pass_through
{
    /// <summary>Secrets that stand in settings, also in those that the local host has no use for.</summary>
    private static readonly Dictionary<string, string?> InSettings = new()
    {
        ["UsageHub"] = "Endpoint=sb://localhost/;SharedAccessKeyName=fabric;SharedAccessKey=usage-hub-secret-0123456789",
        ["OutboundHub"] = "Endpoint=sb://localhost/;SharedAccessKeyName=fabric;SharedAccessKey=outbound-hub-secret-0123456789",
        ["PostingQueue"] = "Endpoint=sb://localhost/;SharedAccessKeyName=fabric;SharedAccessKey=posting-queue-secret-0123456789",
        ["TableStorage"] = "AccountName=fabric;AccountKey=dGFibGUtc3RvcmFnZS1zZWNyZXQ=;TableEndpoint=https://localhost/",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "InstrumentationKey=insights-secret-0123456789",
        ["Tax:Endpoint"] = "http://127.0.0.1:9/tax",

        // Nobody listens there; with it, requests and calls are traced as in production.
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:9",
        ["Tax:Token"] = "tax-token-secret-0123456789",
    };

    [Fact]
    public async Task Should_leave_no_trace_of_them()
    {
        await using var tenant = await EntraTenant.StartAsync();
        var settings = new Dictionary<string, string?>(Keys.Settings().Concat(tenant.Settings()).Concat(InSettings));
        var token = tenant.Token("b0000000-0000-0000-0000-000000000005", "Reader", "Operator");
        var expired = tenant.Claims("b0000000-0000-0000-0000-000000000006", "Reader");
        expired["exp"] = 1;
        var (old, unsigned) = (tenant.Sign(expired), tenant.ToBeSigned(expired, head => head["alg"] = "none") + ".");
        using var telemetry = new CapturedTelemetry();
        using var folder = new TemporaryFolder();
        using var logs = new CapturedLogs();
        var answers = new StringBuilder();
        await using (var host = await FabricHost.StartAsync(plain => plain with
        {
            Settings = settings,
            DataPath = folder.File("fabric.db"),
            LogLevel = LogLevel.Trace,
            ConfigureServices = services => services.AddLogging(logging => logging.AddProvider(logs)),
        }))
        {
            using var client = new RawClient(host.Address);
            var signature = SharedAccessSignature.Create(new Uri(host.Address, "usage"), "telemetry", Keys.Producer, DateTimeOffset.UnixEpoch.AddYears(100));
            foreach (var (method, path, key, json) in new[]
            {
                (HttpMethod.Post, "/api/v1/catalog/import", Keys.Configurer, SmallCatalog.Json),
                (HttpMethod.Post, "/api/v1/accounts/acme/periods/20260301/close", Keys.Operator, """{"force":true}"""),
                (HttpMethod.Post, "/api/v1/lanes/de01/skip", Keys.Operator, "{"),
                (HttpMethod.Post, "/api/v1/lanes/de01/skip", Keys.Reader, "{}"),
                (HttpMethod.Get, "/api/v1/lanes", Keys.Operator + "-wrong", null),
                (HttpMethod.Get, "/api/v1/audit", Keys.Reader, null),
                (HttpMethod.Get, "/api/v1/audit", $"Bearer {token}", null),
                (HttpMethod.Post, "/api/v1/lanes/de01/skip", $"Bearer {token}", "{}"),
                (HttpMethod.Get, "/api/v1/audit", $"Bearer {old}", null),
                (HttpMethod.Get, "/api/v1/audit", $"Bearer {unsigned}", null),
                (HttpMethod.Get, $"/api/v1/audit?token={token}", $"Bearer {token}", null),
                (HttpMethod.Get, $"/api/v1/ledger/de01/faults?code={Keys.Master}", Keys.Everything, null),
                (HttpMethod.Get, $"/admin/host/status?code={Keys.Master}", null, null),
                (HttpMethod.Get, $"/runtime/webhooks/durabletask/instances/invoice:acme:20260301?showHistory=true&showHistoryOutput=true&code={Keys.Master}", null, null),
                (HttpMethod.Get, $"/runtime/webhooks/durabletask/instances?code={Keys.Master}", null, null),
                (HttpMethod.Post, "/nowhere/cloudevents", null, "{}"),
                (HttpMethod.Get, $"/api/v1/lanes/x%0D%0Awarn: forged line%1B[31m?code={Keys.Master}", null, (string?)null),
            })
            {
                answers.AppendLine((await client.SendAsync(method, path, key, json, key?.StartsWith("Bearer", StringComparison.Ordinal) == true ? [] : [("Authorization", signature)])).Text);
            }
        }

        var database = Directory.GetFiles(folder.Path).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(File.ReadAllBytes).Select(Encoding.Latin1.GetString).ToList();
        Assert.Contains(database, text => text.Contains("acme", StringComparison.Ordinal));
        Assert.True(logs.Lines.Count > 100, $"Only {logs.Lines.Count} log lines.");
        Assert.True(telemetry.Texts.Count > 100, $"Only {telemetry.Texts.Count} attributes.");
        string[] secrets =
        [
            Keys.Reader, Keys.Operator, Keys.Configurer, Keys.Everything, Keys.Master, Keys.Producer,
            .. InSettings.Values.Select(value => value!.Split('=', ';')).SelectMany(parts => parts).Where(part => part.Contains("secret", StringComparison.Ordinal)), "dGFibGUtc3RvcmFnZS1zZWNyZXQ",
            .. new[] { token, old, unsigned }.SelectMany(one => one.Split('.')[1..]).Where(part => part.Length > 0),
        ];
        Assert.Equal(17, secrets.Length);
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(secret, answers.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(database, text => text.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(telemetry.Texts, text => text.Contains(secret, StringComparison.Ordinal));
        }

        // What the app and the host log themselves; the frameworks' own tracing below it is off unless somebody asks for it.
        Assert.DoesNotContain(logs.Lines, line => line.StartsWith("RevenueFunctions", StringComparison.Ordinal) && (line.Contains('\r') || line.Contains('\u001b')));
    }

    /// <summary>Everything that spans and instruments of whatever source say, as exporters would see it.</summary>
    private sealed class CapturedTelemetry : IDisposable
    {
        private readonly ActivityListener spans;
        private readonly MeterListener meters = new();

        public CapturedTelemetry()
        {
            spans = new ActivityListener
            {
                ShouldListenTo = _ => true,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = span =>
                {
                    Texts.Add($"{span.DisplayName} {span.StatusDescription}");
                    Add(span.TagObjects);
                    Add(span.Baggage.Select(item => KeyValuePair.Create(item.Key, (object?)item.Value)));
                    foreach (var happened in span.Events)
                    {
                        Texts.Add(happened.Name);
                        Add(happened.Tags);
                    }
                },
            };
            ActivitySource.AddActivityListener(spans);
            meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
            meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(tags.ToArray()));
            meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(tags.ToArray()));
            meters.Start();
        }

        public ConcurrentBag<string> Texts { get; } = [];

        public void Dispose()
        {
            spans.Dispose();
            meters.Dispose();
        }

        private void Add(IEnumerable<KeyValuePair<string, object?>> tags)
        {
            foreach (var tag in tags)
            {
                Texts.Add($"{tag.Key}={tag.Value}");
            }
        }
    }

    private sealed class CapturedLogs : ILoggerProvider
    {
        public ConcurrentBag<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Capture(categoryName, Lines);

        public void Dispose()
        {
        }

        private sealed class Capture(string category, ConcurrentBag<string> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull
            {
                lines.Add($"{category} scope {state}");
                return null;
            }

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                lines.Add($"{category} {formatter(state, exception)}");
        }
    }
}
