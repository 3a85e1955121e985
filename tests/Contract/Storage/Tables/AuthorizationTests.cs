using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using RevenueFunctions.Functions.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage.Tables;

/// <summary>How requests say who sends them: by the account's key, by a token of Entra ID, or by a signature that somebody handed out.</summary>
public sealed class AuthorizationTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task SharedKey_OfAnotherAccount_IsRefusedAndTheRightOneIsNot()
    {
        var connection = await azurite.AccountAsync();
        var wrong = string.Join(';', connection.Split(';').Select(part => part.StartsWith("AccountKey=", StringComparison.Ordinal) ? "AccountKey=d3Jvbmc=" : part));
        using var store = new AzureTableStore([AzuriteFixture.Client(connection)]);
        using var stranger = new AzureTableStore([AzuriteFixture.Client(wrong)]);

        Assert.True((await store.CommitAsync(new TableBatch("signed", "p ä'").Insert("r ü+", default))).IsCommitted);

        var refused = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await stranger.GetAsync("signed", "p ä'", "r ü+"));
        Assert.Contains("refuses this app's identity", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("d3Jvbmc=", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_OfTheApp_GoesWithEachRequest()
    {
        var (credential, service) = (new FixedToken(), new RecordingHandler());
        var client = new TableServiceClient(new Uri("https://stfabric.table.core.windows.net"), credential, Options(service));

        var found = await client.GetTableClient("usage").GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.False(found.HasValue);
        Assert.Equal("stfabric", client.AccountName);
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
        var request = Assert.Single(service.Requests);
        Assert.Equal("Bearer the-token", request.Authorization);
        Assert.Equal("https://stfabric.table.core.windows.net/usage(PartitionKey='p',RowKey='r')?$format=application%2Fjson%3Bodata%3Dminimalmetadata", request.Address);
    }

    [Fact]
    public async Task Token_OverAnUnencryptedConnection_IsNotSent()
    {
        var service = new RecordingHandler();
        var client = new TableServiceClient(new Uri("http://127.0.0.1:1/account"), new FixedToken(), Options(service));

        await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetTableClient("usage").GetEntityIfExistsAsync<TableEntity>("p", "r"));

        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task Token_ThatCannotBeHad_IsAnOutageThatNamesTheSettings()
    {
        var client = new TableServiceClient(new Uri("https://stfabric.table.core.windows.net"), new NoToken(), Options(new RecordingHandler()));
        using var store = new AzureTableStore([client]);

        var outage = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await store.GetAsync("usage", "p", "r"));

        Assert.Contains("TableStorage__clientId", outage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SharedAccessSignature_InTheConnectionString_GoesWithEachRequest()
    {
        var service = new RecordingHandler();
        var client = new TableServiceClient("TableEndpoint=https://stfabric.table.core.windows.net;SharedAccessSignature=sv=2020&sig=abc", Options(service));

        await client.GetTableClient("usage").GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.EndsWith("&sv=2020&sig=abc", Assert.Single(service.Requests).Address, StringComparison.Ordinal);
    }

    private static TableClientOptions Options(HttpMessageHandler handler)
    {
        var options = TableClients.Options(new RecordedDelays());
        options.Transport = new HttpClientTransport(handler);
        return options;
    }

    private sealed class FixedToken : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return new AccessToken("the-token", TimeProvider.System.GetUtcNow().AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }

    private sealed class NoToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new Azure.Identity.CredentialUnavailableException("No managed identity endpoint found.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new Azure.Identity.CredentialUnavailableException("No managed identity endpoint found.");
    }

    /// <summary>A service that has nothing, and remembers who asked.</summary>
    private sealed class RecordingHandler : HttpMessageHandler
    {
        public List<(string Address, string? Authorization)> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add((request.RequestUri!.AbsoluteUri, request.Headers.Authorization?.ToString()));
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request, Content = new StringContent(string.Empty) });
        }
    }
}
