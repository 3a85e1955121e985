using System.Text;
using RevenueFunctions.Tests.Hostile.Fuzzing;
using RevenueFunctions.Tests.Hostile.Wire;

namespace RevenueFunctions.Tests.Hostile;

/// <summary>What fuzzing found, each as the one request that showed it.</summary>
public sealed class When_what_once_broke_it_comes_again(LimitedHost limited) : IClassFixture<LimitedHost>
{
    [Theory]
    [InlineData("POST", "/api/v1/accounts/a/periods/20260101/close", """{"force":true,"force":false}""", 400, "duplicate-member")]
    [InlineData("PUT", "/api/v1/event-types/t", """{"type":"t","schema":{"const":{"a":1,"a":2}}}""", 400, "duplicate-member")]
    [InlineData("PUT", "/api/v1/event-types/t", """{"type":"t","schema":{"const":"\ud800"}}""", 400, "invalid-text")]
    [InlineData("POST", "/api/v1/accounts/a/periods/20260101/close", """{"":false}""", 400, "unknown-member")]
    [InlineData("GET", "/api/v1/sagas/x?=y", null, 400, "unknown-parameter")]
    [InlineData("GET", "/admin/queues/postings/messages?from=now", null, 400, "out-of-range")]
    [InlineData("DELETE", "/runtime/webhooks/durabletask/instances/none", null, 404, "not-found")]
    [InlineData("POST", "/runtime/webhooks/durabletask/instances/none/terminate", null, 404, "not-found")]
    public async Task Should_answer_with_a_problem_that_tells(string method, string target, string? body, int status, string expected)
    {
        var request = body is null ? new WireRequest(method, target, [], []) : WireRequest.Json(method, target, body);
        var answer = await limited.Client.SendAsync(request);

        Assert.True(answer.Status == status, $"{answer.Status} {answer.Text}");
        Assert.Null(AnswerRules.Broken(request, answer));
        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"Body":"x","\ud800":1}]""")]
    [InlineData("""[{"Body":"x","BrokerProperties":{"PartitionKey":"k","\udc00":1}}]""")]
    [InlineData("""[{"Body":"x","UserProperties":{"\ud800":1}}]""")]
    public async Task Should_not_fail_over_names_that_are_no_text(string batch)
    {
        var request = WireRequest.Json("POST", "/usage/messages", batch, "application/vnd.microsoft.servicebus.json");
        var answer = await limited.Client.SendAsync(request);

        // A name that nobody looks for may be passed over unread.
        Assert.True(answer.Status == 201 || (answer.Status == 400 && answer.Text.Contains("invalid-text", StringComparison.Ordinal)), $"{answer.Status} {answer.Text}");
        Assert.Null(AnswerRules.Broken(request, answer));
    }

    [Fact]
    public async Task Should_take_a_batch_whose_event_is_no_UTF8_and_set_that_aside()
    {
        byte[] body = [.. """[{"Body":{"a":" """u8, 0xC0, 0xAF, .. "\"}}]"u8];
        var answer = await limited.Client.SendAsync(new WireRequest("POST", "/usage/messages", [new("Content-Type", "application/vnd.microsoft.servicebus.json")], body));

        Assert.True(answer.Status == 201, $"{answer.Status} {Encoding.UTF8.GetString(answer.Body)}");
        await limited.UntilAsync("/api/v1/quarantine/invalid-utf8", group => group.GetProperty("count").GetInt64() == 1);
    }
}
