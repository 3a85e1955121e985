using System.Collections.Immutable;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>A request meets an ERP that is down, or that does not answer: an outage to come back after, and no failure of the fabric.</summary>
public sealed class When_the_ERP_is_away
{
    [Theory]
    [InlineData(false, "erp-unavailable", 42)]
    [InlineData(true, "erp-no-answer", 5)]
    public async Task Should_answer_503_and_say_when_to_come_back(bool isSilent, string code, int retryAfterSeconds)
    {
        await using var host = await FabricHost.StartAsync(plain => plain with
        {
            LogLevel = Microsoft.Extensions.Logging.LogLevel.Critical,
            ConfigureServices = services => services.AddSingleton<IErpConnector>(new AbsentErp(isSilent)),
        });
        await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json);

        using var client = new HttpClient { BaseAddress = host.Address };
        using var scope = new StringContent("""{"legalEntity":"de01"}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("/api/v1/reconciliation/runs", UriKind.Relative), scope, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, text);
        Assert.Contains(code, text, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(retryAfterSeconds), answer.Headers.RetryAfter!.Delta);
        var outcome = (await host.GetAsync("/api/v1/audit?operation=RunReconciliation&limit=1")).Json!["items"]![0]!;
        Assert.Equal(("outcome", "503"), (outcome["kind"]!.ToString(), outcome["status"]!.ToString()));
    }

    private sealed class AbsentErp(bool isSilent) : IErpConnector
    {
        public Task<ErpDocument?> FindAsync(string legalEntityId, string postingKey, CancellationToken cancellationToken) => throw Failure();

        public Task<ErpPostResult> PostAsync(JournalEntry entry, CancellationToken cancellationToken) => throw Failure();

        public Task<ImmutableArray<AccountBalance>> TrialBalanceAsync(string legalEntityId, CancellationToken cancellationToken) => throw Failure();

        public Task<ErpDocumentPage> ListAsync(string legalEntityId, string? afterReference, int limit, CancellationToken cancellationToken) => throw Failure();

        private Exception Failure() => isSilent ? new TimeoutException("no answer") : new ErpUnavailableException("down", TimeSpan.FromSeconds(41.2));
    }
}
