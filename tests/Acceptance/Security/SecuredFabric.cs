using System.Text.Json.Nodes;
using RevenueFunctions.Local.Engines.EventHub.Producers;

namespace RevenueFunctions.Tests.Acceptance.Security;

/// <summary>
/// A host with every kind of key configured and two customers of one entity, acme and rival, each with a usage event and a posted invoice of which a little is credited.
/// Shared by the tests of a class.
/// </summary>
public sealed class SecuredFabric : IAsyncLifetime
{
    /// <summary>The billing period of the invoices.</summary>
    public const string Period = "20260301";

    /// <summary>The object id of a customer's user, who sees the account acme only.</summary>
    public const string CustomerId = "c0000000-0000-0000-0000-000000000001";

    /// <summary>The tenant whose tokens it takes.</summary>
    public EntraTenant Tenant { get; private set; } = null!;

    /// <summary>The host.</summary>
    public FabricHost Host { get; private set; } = null!;

    /// <summary>Speaks to it.</summary>
    internal RawClient Client { get; private set; } = null!;

    /// <summary>Its operations.</summary>
    internal ApiSurface Api { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Tenant = await EntraTenant.StartAsync();
        var settings = new Dictionary<string, string?>(Keys.Settings().Concat(Tenant.Settings()))
        {
            ["Entra:Customers:acme_portal:Id"] = CustomerId,
            ["Entra:Customers:acme_portal:Accounts"] = "acme",
            ["Entra:AccountsClaim"] = "extension_accounts",
        };
        Host = await FabricHost.StartAsync(plain => plain with { Settings = settings });
        Client = new RawClient(Host.Address);
        Api = await ApiSurface.ReadAsync(Host);
        Assert.Equal(200, (await Client.SendAsync(HttpMethod.Post, "/api/v1/catalog/import", Keys.Configurer, TwoCustomers())).Status);
        foreach (var account in new[] { "acme", "rival" })
        {
            Assert.Equal(202, (await SendUsageAsync(account, $"{account}-event")).Status);
            await UntilAsync($"/api/v1/usage/events?account={account}&source=test&id={account}-event", "\"id\"");
            Assert.Equal(202, (await Client.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{account}/periods/{Period}/close", Keys.Operator, """{"force":true}""")).Status);
            await UntilAsync($"/api/v1/invoices/{account}:{Period}", "\"posted\"");
            await UntilAsync($"/api/v1/sagas/invoice:{account}:{Period}", "\"completed\"");
            Assert.Equal(201, (await Client.SendAsync(HttpMethod.Post, $"/api/v1/invoices/{account}:{Period}/credit-notes", Keys.Operator, """{"id":"n","amount":"1.00","reason":"Goodwill."}""")).Status);
        }
    }

    /// <summary>A token of a user with app roles.</summary>
    internal string Token(params string[] roles) => $"Bearer {Tenant.Token("b0000000-0000-0000-0000-000000000001", roles)}";

    /// <summary>For each role a key and a token.</summary>
    internal IEnumerable<(string Role, string Credential)> Credentials() =>
        Keys.ByRole.Select(key => (key.Key, key.Value)).Concat(Keys.ByRole.Select(key => (key.Key, Token($"{char.ToUpperInvariant(key.Key[0])}{key.Key[1..]}"))));

    /// <summary>The customer's key, or the customer's token.</summary>
    internal string Customer(bool withToken) => withToken ? $"Bearer {Tenant.Token(CustomerId, "CustomerReader")}" : Keys.Customer;

    /// <summary>Sends a usage event of an account, signed with the producer's key.</summary>
    internal Task<RawClient.RawAnswer> SendUsageAsync(string account, string id, string? signature = null)
    {
        var producer = signature ?? SharedAccessSignature.Create(new Uri(Host.Address, "usage"), "telemetry", Keys.Producer, DateTimeOffset.UnixEpoch.AddYears(100));
        return Client.SendAsync(
            HttpMethod.Post, "/usage/cloudevents", null, """{"region":"eu"}""",
            ("ce-specversion", "1.0"), ("ce-id", id), ("ce-source", "test"), ("ce-type", "acme.request"), ("ce-subject", account), ("ce-time", "2026-03-10T12:00:00Z"), ("Authorization", producer));
    }

    /// <summary>Asks with the reader's key until the answer holds a text.</summary>
    internal async Task<string> UntilAsync(string path, string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        RawClient.RawAnswer answer;
        do
        {
            answer = await Client.GetAsync(path, Keys.Reader);
            if (answer.Status == 200 && answer.Text.Contains(text, StringComparison.Ordinal))
            {
                return answer.Text;
            }
        }
        while (!patience.IsCancellationRequested && await pause.WaitForNextTickAsync(CancellationToken.None));
        throw new TimeoutException($"{path} never held {text}; the last answer was {answer.Status} {answer.Text}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
        await Tenant.DisposeAsync();
    }

    /// <summary>The small catalog with a second customer. Their ids are of one length with an id that nobody has (ghost), so that sizes can be compared.</summary>
    private static string TwoCustomers()
    {
        var catalog = JsonNode.Parse(SmallCatalog.Json)!;
        var account = catalog["accounts"]![0]!.DeepClone();
        (account["id"], account["name"], account["aliases"]) = ("rival", "Rival Customer", new JsonArray("C-2"));
        catalog["accounts"]!.AsArray().Add(account);
        var subscription = catalog["subscriptions"]![0]!.DeepClone();
        (subscription["id"], subscription["accountId"]) = ("rival-1", "rival");
        catalog["subscriptions"]!.AsArray().Add(subscription);
        return catalog.ToJsonString();
    }
}
