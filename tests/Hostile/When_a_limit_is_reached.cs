using System.Globalization;
using System.Text;
using System.Text.Json;
using RevenueFunctions.Tests.Hostile.Fuzzing;
using RevenueFunctions.Tests.Hostile.Mutation;
using RevenueFunctions.Tests.Hostile.Surface;
using RevenueFunctions.Tests.Hostile.Wire;

namespace RevenueFunctions.Tests.Hostile;

/// <summary>Each limit of docs/limits.md: who goes over it is told which one it is, and the host goes on; so does the connection, where HTTP allows it.</summary>
public sealed class When_a_limit_is_reached(LimitedHost limited) : IClassFixture<LimitedHost>
{
    private const string Import = "/api/v1/catalog/import";
    private const string Batch = "application/vnd.microsoft.servicebus.json";
    private const int Mega = 1024 * 1024;

    [Fact]
    public Task Should_refuse_an_API_body_whose_length_says_it_is_too_large() =>
        RefusedAsync(Json("POST", Import, new string(' ', LimitedHost.ApiBytes + 1)), 413, "body-too-large", "131,072 bytes");

    [Fact]
    public Task Should_refuse_an_API_body_of_unknown_length_once_it_is_too_large() =>
        RefusedAsync(Chunked(Json("POST", Import, new string(' ', LimitedHost.ApiBytes + 1))), 413, "body-too-large", "131,072 bytes");

    [Fact]
    public Task Should_refuse_an_instance_input_that_is_too_large() =>
        RefusedAsync(Json("POST", "/runtime/webhooks/durabletask/orchestrators/InvoiceSaga", $"\"{new string('x', 9 * Mega)}\""), 413, "body-too-large", "bytes");

    [Fact]
    public Task Should_refuse_events_of_more_than_a_megabyte() =>
        RefusedAsync(Json("POST", "/usage/messages", new string(' ', Mega + 1)), 413, "too-large", "1,048,576 bytes");

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(512)]
    public Task Should_refuse_what_expands_to_more_than_a_megabyte(int megabytes) =>
        RefusedAsync(Compressed("/usage/messages", "gzip", ByteBomb.Of(megabytes * Mega + 1)), 413, "too-large", "uncompressed");

    [Theory]
    [InlineData("/usage/messages", "br", "gzip")]
    [InlineData("/usage/cloudevents", "deflate", "gzip")]
    [InlineData("/usage/cloudevents", "gzip, gzip", "gzip")]
    [InlineData(Import, "gzip", "as it is")]
    [InlineData(Import, "br", "as it is")]
    [InlineData("/runtime/webhooks/durabletask/orchestrators/InvoiceSaga", "gzip", "as it is")]
    public Task Should_refuse_encodings_that_are_not_taken_and_say_what_is(string target, string encoding, string remedy) =>
        RefusedAsync(Compressed(target, encoding, UsageRequests.Gzip("{}"u8.ToArray())), 415, "unsupported-media-type", remedy);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    public Task Should_refuse_bodies_that_do_not_say_they_are_JSON(string contentType) =>
        RefusedAsync(WireRequest.Json("POST", Import, "{}", contentType), 415, "unsupported-media-type", "application/json");

    [Theory]
    [InlineData(Import, "application/json", """{"eventTypes":[{"type":"t","schema":{"default":DEEP}}]}""", "too-deep")]
    [InlineData("/api/v1/event-types/t", "application/json", """{"type":"t","schema":{"default":DEEP}}""", "too-deep")]
    [InlineData("/usage/messages", Batch, "DEEP", "invalid-batch")]
    [InlineData("/runtime/webhooks/durabletask/orchestrators/InvoiceSaga", "application/json", "DEEP", "invalid-json")]
    public Task Should_refuse_documents_that_are_nested_too_deep(string target, string contentType, string body, string code) =>
        RefusedAsync(
            WireRequest.Json(target.Contains("event-types", StringComparison.Ordinal) ? "PUT" : "POST", target, body.Replace("DEEP", new string('[', 65) + new string(']', 65), StringComparison.Ordinal), contentType),
            400, "invalid-request", code);

    [Fact]
    public Task Should_refuse_schemas_that_no_list_could_show() => RefusedAsync(
        WireRequest.Json("PUT", "/api/v1/event-types/t", $$$"""{"type":"t","schema":{"default":{{{new string('[', 50) + new string(']', 50)}}} } }"""), 400, "invalid-request", "schema-too-deep");

    [Fact]
    public Task Should_refuse_more_events_in_a_request_than_it_takes() =>
        RefusedAsync(WireRequest.Json("POST", "/usage/messages", $"[{string.Join(',', Enumerable.Repeat("{\"Body\":\"\"}", 10_001))}]", Batch), 413, "too-many-events", "10,000 events");

    [Fact]
    public async Task Should_keep_a_batch_of_more_usage_events_than_one_event_may_carry_in_one_piece()
    {
        var sent = await limited.Client.SendAsync(WireRequest.Json("POST", "/usage/cloudevents", $"[{string.Join(',', Enumerable.Repeat("1", 50_001))}]", "application/cloudevents-batch+json"));

        Assert.Equal(202, sent.Status);
        await limited.UntilAsync("/api/v1/quarantine/too-many-events", group => group.GetProperty("count").GetInt64() == 1);
    }

    [Theory]
    [InlineData("/api/v1/accounts?limit=1001", "limit")]
    [InlineData("/api/v1/invoices?limit=0", "limit")]
    [InlineData("/api/v1/ledger/us01/entries?limit=99999999999999999999", "limit")]
    [InlineData("/runtime/webhooks/durabletask/instances?top=1001", "top")]
    [InlineData("/admin/queues/postings/messages?from=-1", "from")]
    public Task Should_refuse_pages_that_are_too_large(string target, string field) => RefusedAsync(WireRequest.Get(target), 400, "invalid-request", $"\"path\":\"{field}\"");

    [Theory]
    [InlineData(LimitedHost.UrlCharacters + 1)]
    [InlineData(LimitedHost.UrlCharacters * 3)]
    public Task Should_refuse_URLs_that_are_too_long(int characters) =>
        RefusedAsync(WireRequest.Get($"/api/v1/accounts?cursor={new string('c', characters - "/api/v1/accounts?cursor=".Length)}"), 414, "url-too-long", "1,024 characters");

    [Fact]
    public Task Should_refuse_headers_that_are_too_large() =>
        RefusedAsync(WithHeaders([new("x-large", new string('h', LimitedHost.HeaderBytes))]), 431, "headers-too-large", "4,096 bytes");

    [Fact]
    public Task Should_refuse_too_many_headers() =>
        RefusedAsync(WithHeaders([.. Enumerable.Range(0, LimitedHost.HeaderCount + 1).Select(number => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"x-{number}"), "1"))]), 431, "headers-too-large", "32 headers");

    [Theory]
    [InlineData(414)]
    [InlineData(431)]
    public async Task Should_end_the_connection_of_who_goes_far_beyond_and_serve_the_next(int status)
    {
        using var connection = await WireConnection.OpenAsync(limited.Host.Address);
        var answer = await connection.SendAsync(
            status == 414 ? WireRequest.Get("/" + new string('u', LimitedHost.UrlCharacters * 5)) : WithHeaders([new("x-large", new string('h', LimitedHost.HeaderBytes * 5))]), limited.Host.Address);

        Assert.Equal((status, true), (answer.Status, answer.EndsConnection));
        await limited.IsServedAsync();
    }

    [Theory]
    [InlineData("POST", "/api/v1/catalog/import", """{"legalEntities":[{"id":"ID","name":"n","currency":"EUR","jurisdiction":"DE","invoicePrefix":"X-"}]}""", 101, 400, "invalid-id")]
    [InlineData("POST", "/usage/publishers/ID/messages", "{}", 129, 400, "text-too-long")]
    [InlineData("POST", "/usage/cloudevents?partitionKey=ID", "{}", 129, 400, "text-too-long")]
    [InlineData("GET", "/api/v1/accounts/ID", null, 900, 404, "not-found")]
    [InlineData("GET", "/api/v1/invoices/ID", null, 900, 404, "not-found")]
    [InlineData("GET", "/api/v1/exceptions/ID", null, 900, 404, "not-found")]
    [InlineData("GET", "/runtime/webhooks/durabletask/instances/ID", null, 900, 404, "not-found")]
    public Task Should_refuse_ids_that_are_too_long(string method, string target, string? body, int characters, int status, string expected)
    {
        var id = new string('x', characters);
        var path = target.Replace("ID", id, StringComparison.Ordinal);
        return RefusedAsync(
            body is null ? new WireRequest(method, path, [], []) : WireRequest.Json(method, path, body.Replace("ID", id, StringComparison.Ordinal), target.Contains("cloudevents", StringComparison.Ordinal) ? "application/cloudevents+json" : "application/json"),
            status, null, expected);
    }

    [Fact]
    public async Task Should_set_events_with_ids_that_are_too_long_aside()
    {
        var body = $$"""{"specversion":"1.0","id":"{{new string('i', 257)}}","source":"s","type":"t","subject":"a","time":"2026-10-01T00:00:00Z"}""";
        Assert.Equal(202, (await limited.Client.SendAsync(WireRequest.Json("POST", "/usage/cloudevents", body, "application/cloudevents+json"))).Status);
        await limited.UntilAsync("/api/v1/quarantine/text-too-long", group => group.GetProperty("count").GetInt64() == 1);
    }

    /// <summary>The refusal names the limit; the same connection then serves a request that is within it, and so does a fresh one.</summary>
    private async Task RefusedAsync(WireRequest request, int status, string? type, string expected)
    {
        using var connection = await WireConnection.OpenAsync(limited.Host.Address);
        var answer = await connection.SendAsync(request, limited.Host.Address);

        Assert.True(answer.Status == status, $"{answer.Status} {answer.Text}");
        Assert.Null(AnswerRules.Broken(request, answer));
        var problem = JsonSerializer.Deserialize<JsonElement>(answer.Body);
        Assert.Equal(type is null ? problem.GetProperty("type").GetString() : $"urn:revenue-functions:problem:{type}", problem.GetProperty("type").GetString());
        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
        if (!answer.EndsConnection)
        {
            Assert.Equal(200, (await connection.SendAsync(WireRequest.Get("/api/v1/accounts"), limited.Host.Address)).Status);
        }

        await limited.IsServedAsync();
    }

    private static WireRequest Json(string method, string target, string json) => WireRequest.Json(method, target, json);

    private static WireRequest Compressed(string target, string encoding, byte[] body) =>
        new("POST", target, [new("Content-Type", "application/json"), new("Content-Encoding", encoding)], body);

    private static WireRequest WithHeaders(IReadOnlyList<KeyValuePair<string, string>> headers) => new("GET", "/api/v1/accounts", headers, []);

    private static WireRequest Chunked(WireRequest request) => request with
    {
        Headers = [.. request.Headers, new("Transfer-Encoding", "chunked")],
        Body = [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{request.Body.Length:x}\r\n")), .. request.Body, .. "\r\n0\r\n\r\n"u8],
    };
}
