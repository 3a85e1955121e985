using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.DurableTask;
using RevenueFunctions.Local.Engines.Durable.Http;

namespace RevenueFunctions.Tests.Contract.Durable;

public sealed class DurableHttpApiTests : IAsyncLifetime
{
    private readonly DurableBench bench = new DurableBench()
        .Activity("noop", input => JsonNode.Parse(input!))
        .Activity("bad", _ => throw new ArgumentException("boom"))
        .Orchestrator("echo", async context => await context.CallActivityAsync<JsonNode>("noop", context.GetInput<JsonNode>()))
        .Orchestrator("fails", async context => await context.CallActivityAsync<string>("bad"))
        .Orchestrator("waits", async context => await context.WaitForExternalEvent<JsonNode>("go"));

    private bool allow = true;
    private LoopbackApp app = null!;

    public async ValueTask InitializeAsync() => app = await LoopbackApp.StartAsync(
        host => host.MapDurableHttpApi(bench.Engine, new DurableHttpApiOptions { TaskHub = "RevenueHub", Allow = _ => allow }), DurableHttpApi.BasePath + "/");

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Start_AnswersWithManagementUrlsThatWork()
    {
        var started = await PostAsync("orchestrators/waits/invoice%3Aacme%3A202610?code=secret", "{\"n\":1}");
        var urls = JsonNode.Parse(await started.Content.ReadAsStringAsync())!;

        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        Assert.Equal("10", started.Headers.GetValues("Retry-After").Single());
        Assert.Equal("invoice:acme:202610", (string)urls["id"]!);
        Assert.Equal(started.Headers.Location!.AbsoluteUri, (string)urls["statusQueryGetUri"]!);
        Assert.Contains("taskHub=RevenueHub&connection=Storage&code=secret", (string)urls["statusQueryGetUri"]!, StringComparison.Ordinal);
        Assert.Equal(
            ["id", "statusQueryGetUri", "sendEventPostUri", "terminatePostUri", "purgeHistoryDeleteUri", "restartPostUri", "suspendPostUri", "resumePostUri"],
            urls.AsObject().Select(one => one.Key));

        await bench.StepAsync();
        var raised = await PostAsync(((string)urls["sendEventPostUri"]!).Replace("{eventName}", "go", StringComparison.Ordinal), "42");
        await bench.StepAsync();
        var status = await GetAsync((string)urls["statusQueryGetUri"]!);
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.OK), (raised.StatusCode, status.Code));
        Assert.Equal(42, (int)status.Body!["output"]!);
    }

    [Fact]
    public async Task Start_ThatWaits_AnswersWithTheOutput()
    {
        var request = PostAsync("orchestrators/echo?timeout=60&pollingInterval=1", "{\"n\":[1,2]}");
        while (!request.IsCompleted)
        {
            await bench.StepAsync();
            await Task.Yield();
        }

        var answer = await request;
        Assert.Equal((HttpStatusCode.OK, "{\"n\":[1,2]}"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Start_ThatIsWrong_IsRefused()
    {
        await PostAsync("orchestrators/waits/a", null);

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("orchestrators/unknown", null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("orchestrators/waits", "{not json")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync("orchestrators/waits/a", null)).StatusCode);
    }

    [Fact]
    public async Task Status_HasTheShapeOfTheExtension()
    {
        await PostAsync("orchestrators/fails/f", "{\"n\":1}");
        var pending = await GetAsync("instances/f?showHistory=true");
        Assert.Equal((HttpStatusCode.Accepted, "Pending", "5"), (pending.Code, (string)pending.Body!["runtimeStatus"]!, pending.RetryAfter));
        Assert.False(pending.Body.AsObject().ContainsKey("historyEvents"));
        await bench.StepAsync();

        var status = (await GetAsync("instances/f?showHistory=true&showHistoryOutput=true")).Body!;
        Assert.Equal("2026-10-01T00:00:00Z", (string)status["createdTime"]!);
        Assert.Equal(1, (int)status["input"]!["n"]!);
        var history = status["historyEvents"]!.AsArray();
        Assert.Equal(["ExecutionStarted", "TaskFailed", "ExecutionCompleted"], history.Select(one => (string)one!["EventType"]!));
        Assert.Equal(("bad", "boom"), ((string)history[1]!["FunctionName"]!, (string)history[1]!["Reason"]!));
        Assert.Equal("fails", (string)history[0]!["FunctionName"]!);
        Assert.Equal("Failed", (string)history[2]!["OrchestrationStatus"]!);

        Assert.Equal(HttpStatusCode.OK, (await GetAsync("instances/f")).Code);
        Assert.Equal(HttpStatusCode.InternalServerError, (await GetAsync("instances/f?returnInternalServerErrorOnFailure=true")).Code);
        Assert.Null((await GetAsync("instances/f?showInput=false")).Body!["input"]);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("instances/unknown")).Code);
        Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync("instances/f?showInput=maybe")).Code);
    }

    [Fact]
    public async Task List_FiltersAndPagesByHeader()
    {
        foreach (var n in Enumerable.Range(0, 5))
        {
            await PostAsync($"orchestrators/waits/w{n}", null);
            await PostAsync($"orchestrators/echo/e{n}", "{}");
        }

        await bench.StepAsync();
        var all = new List<string>();
        string? token = null;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "instances?runtimeStatus=Running,Completed&top=3");
            request.Headers.TryAddWithoutValidation("x-ms-continuation-token", token ?? string.Empty);
            var answer = await app.Client.SendAsync(request);
            all.AddRange(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray().Select(one => (string)one!["instanceId"]!));
            token = answer.Headers.GetValues("x-ms-continuation-token").Single();
        }
        while (token.Length > 0);

        Assert.Equal(["e0", "e1", "e2", "e3", "e4", "w0", "w1", "w2", "w3", "w4"], all);
        Assert.Equal(5, (await GetAsync("instances?instanceIdPrefix=w&runtimeStatus=Running")).Body!.AsArray().Count);
        Assert.Empty((await GetAsync("instances?createdTimeFrom=2027-01-01")).Body!.AsArray());
        Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync("instances?runtimeStatus=Sleeping")).Code);
    }

    [Fact]
    public async Task Operations_AnswerByTheStateOfTheInstance()
    {
        await PostAsync("orchestrators/waits/w", null);
        await bench.StepAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Client.PostAsync(new Uri("instances/w/raiseEvent/go", UriKind.Relative), new StringContent("x"))).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("instances/w/suspend?reason=lunch", null)).StatusCode);
        await bench.StepAsync();
        Assert.Equal("Suspended", (string)(await GetAsync("instances/w")).Body!["runtimeStatus"]!);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("instances/w/resume", null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("instances/w/rewind", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("instances/w/terminate?reason=done", null)).StatusCode);
        await bench.StepAsync();

        Assert.Equal("done", (string)(await GetAsync("instances/w")).Body!["output"]!);
        foreach (var operation in new[] { "terminate", "suspend", "resume", "rewind", "raiseEvent/go" })
        {
            Assert.Equal(HttpStatusCode.Gone, (await PostAsync($"instances/w/{operation}", "1")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await PostAsync($"instances/unknown/{operation}", "1")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("instances/w/restart?restartWithNewInstanceId=false", null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("instances/unknown/restart", null)).StatusCode);
        await PostAsync("orchestrators/fails/f", null);
        await bench.StepAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("instances/f/rewind?reason=again", null)).StatusCode);
    }

    [Fact]
    public async Task Purge_DeletesByIdAndByFilter()
    {
        await PostAsync("orchestrators/echo/a", "{}");
        await PostAsync("orchestrators/echo/b", "{}");
        await bench.StepAsync();

        var deleted = await app.Client.DeleteAsync(new Uri("instances/a", UriKind.Relative));
        Assert.Equal("{\"instancesDeleted\":1}", await deleted.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.DeleteAsync(new Uri("instances/a", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Client.DeleteAsync(new Uri("instances", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Client.DeleteAsync(new Uri("instances?createdTimeFrom=2026-01-01", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.DeleteAsync(new Uri("instances?createdTimeFrom=2026-01-01", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Caller_WithoutTheKey_IsRefused()
    {
        allow = false;

        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync("instances")).Code);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync("orchestrators/echo/a", "{}")).StatusCode);
        Assert.Equal(0, bench.Engine.ActiveInstances);
    }

    private Task<HttpResponseMessage> PostAsync(string path, string? json) =>
        app.Client.PostAsync(new Uri(path, UriKind.RelativeOrAbsolute), json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"));

    private async Task<(HttpStatusCode Code, JsonNode? Body, string? RetryAfter)> GetAsync(string path)
    {
        var answer = await app.Client.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute));
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), answer.Headers.TryGetValues("Retry-After", out var values) ? values.Single() : null);
    }
}
