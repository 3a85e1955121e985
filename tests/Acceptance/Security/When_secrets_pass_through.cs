using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Local.Engines.EventHub.Producers;

namespace RevenueFunctions.Tests.Acceptance.Security;

/// <summary>No key appears in a log at any level, in an answer, in a history or in the database; and no caller's text forges a line of a log.</summary>
public class When_secrets_pass_through
{
    [Fact]
    public async Task Should_leave_no_trace_of_them()
    {
        using var folder = new TemporaryFolder();
        using var logs = new CapturedLogs();
        var answers = new StringBuilder();
        await using (var host = await FabricHost.StartAsync(plain => plain with
        {
            Settings = Keys.Settings(),
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
                (HttpMethod.Get, $"/api/v1/ledger/de01/faults?code={Keys.Master}", Keys.Everything, null),
                (HttpMethod.Get, $"/admin/host/status?code={Keys.Master}", null, null),
                (HttpMethod.Get, $"/runtime/webhooks/durabletask/instances/invoice:acme:20260301?showHistory=true&showHistoryOutput=true&code={Keys.Master}", null, null),
                (HttpMethod.Get, $"/runtime/webhooks/durabletask/instances?code={Keys.Master}", null, null),
                (HttpMethod.Post, "/nowhere/cloudevents", null, "{}"),
                (HttpMethod.Get, $"/api/v1/lanes/x%0D%0Awarn: forged line%1B[31m?code={Keys.Master}", null, (string?)null),
            })
            {
                answers.AppendLine((await client.SendAsync(method, path, key, json, ("Authorization", signature))).Text);
            }
        }

        var database = Directory.GetFiles(folder.Path).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(File.ReadAllBytes).Select(Encoding.Latin1.GetString).ToList();
        Assert.Contains(database, text => text.Contains("acme", StringComparison.Ordinal));
        Assert.True(logs.Lines.Count > 100, $"Only {logs.Lines.Count} log lines.");
        foreach (var secret in Keys.Settings().Where(setting => setting.Key.EndsWith("Key", StringComparison.Ordinal) || setting.Key.Contains("Keys:", StringComparison.Ordinal)).Select(setting => setting.Value!).Append(Keys.Operator).Where(value => value.Length > 15))
        {
            Assert.DoesNotContain(logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(secret, answers.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(database, text => text.Contains(secret, StringComparison.Ordinal));
        }

        // What the app and the host log themselves; the frameworks' own tracing below it is off unless somebody asks for it.
        Assert.DoesNotContain(logs.Lines, line => line.StartsWith("RevenueFunctions", StringComparison.Ordinal) && (line.Contains('\r') || line.Contains('\u001b')));
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
