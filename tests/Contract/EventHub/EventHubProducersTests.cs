using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using RevenueFunctions.Local.Engines.EventHub;
using RevenueFunctions.Local.Engines.EventHub.Producers;

namespace RevenueFunctions.Tests.Contract.EventHub;

/// <summary>The producer endpoints over real HTTP.</summary>
public sealed class EventHubProducersTests
{
    private const string BatchType = "application/vnd.microsoft.servicebus.json";

    [Fact]
    public async Task Rest_SingleEvent_Answers201AndKeepsBodyAndHeaders()
    {
        await using var host = await ProducerHost.StartAsync();

        var response = await SendAsync(host, "/usage/messages?timeout=60&api-version=2014-01", "{\"id\":1}", "application/atom+xml;type=entry;charset=utf-8", ("Region", "\"eu\""), ("BrokerProperties", "{\"PartitionKey\":\"acme\"}"), ("traceparent", "00-a-b-01"));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var read = Assert.Single(Assert.Single(await host.ReceiveAsync()).Events);
        Assert.Equal("{\"id\":1}", read.EventBody.ToString());
        Assert.Equal(new Dictionary<string, object> { ["Region"] = "eu", ["Diagnostic-Id"] = "00-a-b-01" }, read.Properties);
        Assert.Equal("acme", read.PartitionKey);
        Assert.StartsWith("application/atom+xml", read.ContentType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rest_Batch_BecomesConsecutiveEventsOfOnePartition()
    {
        await using var host = await ProducerHost.StartAsync();

        var response = await SendAsync(host, "/usage/messages", """[{"Body":"one","UserProperties":{"n":1,"f":1.5,"t":"x","b":true}},{"Body":"two"},{"Body":{"three":3}}]""", BatchType, ("Ignored", "in batches"));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var batch = Assert.Single(await host.ReceiveAsync());
        Assert.Equal(["one", "two", "{\"three\":3}"], batch.Events.Select(read => read.EventBody.ToString()));
        Assert.Equal([0L, 1L, 2L], batch.Events.Select(read => read.SequenceNumber));
        Assert.Equal(new Dictionary<string, object> { ["n"] = 1L, ["f"] = 1.5, ["t"] = "x", ["b"] = true }, batch.Events[0].Properties);
        Assert.Empty(batch.Events[1].Properties);
    }

    [Fact]
    public async Task Rest_ToPartitionOrPublisher_GoesThere()
    {
        await using var host = await ProducerHost.StartAsync();

        Assert.Equal(HttpStatusCode.Created, (await SendAsync(host, "/usage/partitions/3/messages", "a", "text/plain")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(host, "/usage/publishers/device-7/messages", "b", "text/plain")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(host, "/usage/partitions/9/messages", "c", "text/plain")).StatusCode);

        var batches = await host.ReceiveAsync();
        Assert.Contains(batches, batch => batch.PartitionId == "3" && batch.Events[0].EventBody.ToString() == "a");
        Assert.Contains(batches, batch => batch.Events[^1].PartitionKey == "device-7");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[{\"NoBody\":1}]")]
    [InlineData("[7]")]
    [InlineData("[{\"Body\":\"x\",\"UserProperties\":[1]}]")]
    [InlineData("[{\"Body\":\"x\",\"UserProperties\":{\"a\":{}}}]")]
    [InlineData("[{\"Body\":\"x\",\"BrokerProperties\":{\"PartitionKey\":\"a\"}},{\"Body\":\"x\",\"BrokerProperties\":{\"PartitionKey\":\"b\"}}]")]
    [InlineData("[{\"Body\":\"\\ud800\"}]")]
    [InlineData("[{\"Body\":\"x\",\"UserProperties\":{\"a\":\"\\udc00\"}}]")]
    [InlineData("[{\"Body\":\"x\",\"UserProperties\":{\"\\ud800\":1}}]")]
    [InlineData("[{\"Body\":\"x\",\"BrokerProperties\":{\"PartitionKey\":\"\\ud800\"}}]")]
    public async Task Rest_MalformedBatch_Answers400NamingThePlace(string body)
    {
        await using var host = await ProducerHost.StartAsync();

        var problem = await ProblemAsync(await SendAsync(host, "/usage/messages", body, BatchType), HttpStatusCode.BadRequest);

        Assert.StartsWith("$", problem.GetProperty("errors")[0].GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.Empty(await host.ReceiveAsync());
    }

    [Fact]
    public async Task Rest_BatchThatIsNoUtf8_Answers400NamingThePlace()
    {
        await using var host = await ProducerHost.StartAsync();
        var content = new ByteArrayContent([.. "[{\"Body\":\""u8, 0xFF, .. "\"}]"u8]);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(BatchType);

        var problem = await ProblemAsync(await SendAsync(host, "/usage/messages", content), HttpStatusCode.BadRequest);

        Assert.Equal("$[0].Body", problem.GetProperty("errors")[0].GetProperty("path").GetString());
    }

    [Fact]
    public async Task Rest_MalformedJsonInASingleEvent_IsAccepted()
    {
        await using var host = await ProducerHost.StartAsync();

        Assert.Equal(HttpStatusCode.Created, (await SendAsync(host, "/usage/messages", "{ not json", "application/json")).StatusCode);
        Assert.Equal("{ not json", (await host.ReceiveAsync())[0].Events[0].EventBody.ToString());
    }

    [Fact]
    public async Task Rest_MalformedBrokerProperties_Answers400()
    {
        await using var host = await ProducerHost.StartAsync();

        var problem = await ProblemAsync(await SendAsync(host, "/usage/messages", "x", "text/plain", ("BrokerProperties", "{\"PartitionKey\":7}")), HttpStatusCode.BadRequest);

        Assert.Equal("BrokerProperties.PartitionKey", problem.GetProperty("errors")[0].GetProperty("path").GetString());
    }

    [Theory]
    [InlineData("/usage/messages")]
    [InlineData("/usage/cloudevents")]
    public async Task Send_TooLarge_Answers413(string path)
    {
        await using var host = await ProducerHost.StartAsync();

        Assert.True((await SendAsync(host, path, new string('x', HubEvent.MaximumBytes), "application/cloudevents+json")).IsSuccessStatusCode);
        await ProblemAsync(await SendAsync(host, path, new string('x', HubEvent.MaximumBytes + 1), "application/cloudevents+json"), HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Send_Gzip_IsExpandedUpToTheLimit()
    {
        await using var host = await ProducerHost.StartAsync();

        Assert.Equal(HttpStatusCode.Created, (await SendGzipAsync(host, Encoding.UTF8.GetBytes("hello"))).StatusCode);
        Assert.Equal("hello", (await host.ReceiveAsync())[0].Events[0].EventBody.ToString());
        await ProblemAsync(await SendGzipAsync(host, new byte[50_000_000]), HttpStatusCode.RequestEntityTooLarge);
        await ProblemAsync(await SendAsync(host, "/usage/messages", "no gzip", "text/plain", ("Content-Encoding", "gzip")), HttpStatusCode.BadRequest);
        await ProblemAsync(await SendAsync(host, "/usage/messages", "x", "text/plain", ("Content-Encoding", "br")), HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Send_UnknownHub_Answers404()
    {
        await using var host = await ProducerHost.StartAsync();

        await ProblemAsync(await SendAsync(host, "/none/messages", "x", "text/plain"), HttpStatusCode.NotFound);
        await ProblemAsync(await SendAsync(host, "/none/cloudevents", "x", "text/plain"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Send_StoreDown_Answers503AndStoresNothing()
    {
        await using var host = await ProducerHost.StartAsync();
        host.Store.RefusesWrites = true;

        var response = await SendAsync(host, "/usage/messages", "x", "text/plain");

        await ProblemAsync(response, HttpStatusCode.ServiceUnavailable);
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        Assert.Empty(await host.ReceiveAsync());
    }

    [Fact]
    public async Task Send_WithKeysConfigured_AcceptsOnlyAValidSignature()
    {
        await using var host = await ProducerHost.StartAsync(("producer", "c2VjcmV0"));
        var (root, now) = (host.Client.BaseAddress!, host.Clock.GetUtcNow());
        string Token(string path, string name = "producer", string key = "c2VjcmV0", int hours = 1) => SharedAccessSignature.Create(new Uri(root, path), name, key, now.AddHours(hours));
        Task<HttpResponseMessage> TrySendAsync(string token) => SendAsync(host, "/usage/messages", "x", "text/plain", ("Authorization", token));

        Assert.Equal(HttpStatusCode.Created, (await TrySendAsync(Token("/usage"))).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await TrySendAsync(Token("/"))).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await TrySendAsync(Token("/usage/messages"))).StatusCode);
        string[] refused =
        [
            Token("/usage", key: "another"), Token("/usage", name: "nobody"), Token("/usage", hours: -1), Token("/other"), Token("/usa"),
            Token("/usage").Replace("se=", "se=9", StringComparison.Ordinal), "SharedAccessSignature sr=x", "Bearer abc",
        ];
        foreach (var token in refused)
        {
            var response = await TrySendAsync(token);
            await ProblemAsync(response, HttpStatusCode.Unauthorized);
            Assert.Equal("SharedAccessSignature", response.Headers.WwwAuthenticate.Single().Scheme);
        }

        await ProblemAsync(await SendAsync(host, "/usage/cloudevents", "{}", "application/cloudevents+json"), HttpStatusCode.Unauthorized);
        Assert.Equal(3, (await host.ReceiveAsync()).Sum(batch => batch.Events.Count));
    }

    [Fact]
    public void Signature_OfAKnownExample_MatchesTheFormula()
    {
        // Computed with: printf 'http%%3A%%2F%%2Flocalhost%%3A7071%%2Fusage\n1790812800' | openssl dgst -sha256 -hmac 'key' -binary | base64
        var token = SharedAccessSignature.Create(new Uri("http://localhost:7071/usage"), "n", "key", DateTimeOffset.FromUnixTimeSeconds(1790812800));

        Assert.Equal("SharedAccessSignature sr=http%3A%2F%2Flocalhost%3A7071%2Fusage&sig=YmGkyKIJt1LO9H9LOoOoeME1P5Fo9F0VHBDAN7mS0AM%3D&se=1790812800&skn=n", token);
    }

    [Fact]
    public async Task CloudEvents_Binary_BecomesPropertiesAndBody()
    {
        await using var host = await ProducerHost.StartAsync();

        var response = await SendAsync(host, "/usage/cloudevents", "{\"tokens\":3}", "application/json", ("ce-specversion", "1.0"), ("ce-id", "a%20b%E2%82%AC"), ("ce-source", "/apps/x"), ("Ce-Type", "usage.tokens"), ("ce-partitionkey", "acme"));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var read = Assert.Single(Assert.Single(await host.ReceiveAsync()).Events);
        Assert.Equal("{\"tokens\":3}", read.EventBody.ToString());
        Assert.Equal("a b€", read.Properties["cloudEvents:id"]);
        Assert.Equal("usage.tokens", read.Properties["cloudEvents:type"]);
        Assert.Equal(("application/json", "acme"), (read.ContentType, read.PartitionKey));
    }

    [Theory]
    [InlineData("application/cloudevents+json", """{"specversion":"1.0","id":"1","source":"s","type":"t"}""")]
    [InlineData("application/cloudevents-batch+json; charset=utf-8", """[{"id":"1"},{"id":"2"}]""")]
    [InlineData("application/cloudevents-batch+json", "not even json")]
    public async Task CloudEvents_StructuredAndBatch_StayOneHubEventAsSent(string type, string body)
    {
        await using var host = await ProducerHost.StartAsync();

        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(host, "/usage/cloudevents?partitionKey=acme", body, type)).StatusCode);

        var read = Assert.Single(Assert.Single(await host.ReceiveAsync()).Events);
        Assert.Equal(body, read.EventBody.ToString());
        Assert.StartsWith(type.Split(';')[0], read.ContentType, StringComparison.Ordinal);
        Assert.Equal("acme", read.PartitionKey);
    }

    [Fact]
    public async Task CloudEvents_BinaryWithoutARequiredAttribute_Answers400NamingTheHeader()
    {
        await using var host = await ProducerHost.StartAsync();

        var problem = await ProblemAsync(await SendAsync(host, "/usage/cloudevents", "{}", "application/json", ("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-type", "t")), HttpStatusCode.BadRequest);

        Assert.Equal("ce-source", problem.GetProperty("errors")[0].GetProperty("path").GetString());
    }

    [Fact]
    public async Task CloudEvents_NeitherHeadersNorType_Answers415()
    {
        await using var host = await ProducerHost.StartAsync();

        await ProblemAsync(await SendAsync(host, "/usage/cloudevents", "{}", "application/json"), HttpStatusCode.UnsupportedMediaType);
    }

    private static Task<HttpResponseMessage> SendAsync(ProducerHost host, string path, string body, string type, params (string Name, string Value)[] headers)
    {
        var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        return SendAsync(host, path, content, headers);
    }

    private static Task<HttpResponseMessage> SendGzipAsync(ProducerHost host, byte[] body)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return SendAsync(host, "/usage/messages", new ByteArrayContent(buffer.ToArray()), ("Content-Encoding", "gzip"));
    }

    private static async Task<HttpResponseMessage> SendAsync(ProducerHost host, string path, HttpContent content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value) || content.Headers.TryAddWithoutValidation(name, value), name);
        }

        return await host.Client.SendAsync(request);
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal((int)status, document.RootElement.GetProperty("status").GetInt32());
        Assert.NotEmpty(document.RootElement.GetProperty("detail").GetString()!);
        return document.RootElement.Clone();
    }
}
