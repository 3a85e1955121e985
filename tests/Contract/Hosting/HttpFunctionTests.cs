using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Local.Hosting.Functions;

namespace RevenueFunctions.Tests.Contract.Hosting;

public sealed class HttpFunctionTests : IAsyncLifetime
{
    private HostBench host = null!;

    public async ValueTask InitializeAsync() => host = await HostBench.StartAsync([typeof(SampleHttp)], services: Services);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    internal static void Services(IServiceCollection services) => services.AddScoped<ScopedThing>().AddSingleton<Footprints>();

    [Fact]
    public async Task Get_RouteParameters_AreBoundByTypeInAScopeOfTheirOwn()
    {
        var (status, body) = await host.GetAsync("/api/echo/acme/7/2026-11-30");

        Assert.Equal(200, status);
        Assert.Equal("acme", body.GetProperty("name").GetString());
        Assert.Equal(7, body.GetProperty("count").GetInt32());
        Assert.Equal("2026-11-30", body.GetProperty("when").GetString());
        Assert.Equal("Echo", body.GetProperty("function").GetString());
        Assert.All(["samePath", "sameToken", "sameScope"], name => Assert.True(body.GetProperty(name).GetBoolean()));
        Assert.False(body.GetProperty("isDisposed").GetBoolean());
    }

    [Fact]
    public async Task Get_OptionalRouteParameterLeftOut_IsNull() =>
        Assert.False((await host.GetAsync("/api/echo/acme/7")).Body.TryGetProperty("when", out _));

    [Theory]
    [InlineData("GET", "/api/echo/acme/seven", 404)]
    [InlineData("GET", "/api/nowhere", 404)]
    [InlineData("GET", "/echo/acme/7", 404)]
    [InlineData("DELETE", "/api/Buy", 405)]
    [InlineData("POST", "/api/echo/acme/7", 405)]
    [InlineData("GET", "/api/things/7", 400)]
    [InlineData("GET", "/api/echo/acme/7/yesterday", 400)]
    [InlineData("GET", "/api/Bug", 500)]
    [InlineData("GET", "/api/Outage", 503)]
    public async Task Send_WhatFails_AnswersWithAProblem(string method, string path, int expected)
    {
        var (status, body) = await host.SendAsync(new HttpMethod(method), path);

        Assert.Equal(expected, status);
        Assert.Equal(expected, body.GetProperty("status").GetInt32());
        Assert.StartsWith("urn:revenue-functions:problem:", body.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", body.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_StoreDown_SaysWhenToComeBack()
    {
        using var response = await host.Client.GetAsync("/api/Outage");

        Assert.True(response.Headers.RetryAfter!.Delta > TimeSpan.Zero);
    }

    [Fact]
    public async Task Head_GetFunction_IsNotAllowedAndNamesWhatIs()
    {
        using var response = await host.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/Bug"));

        Assert.Equal(405, (int)response.StatusCode);
        Assert.Contains("GET", response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Get_FunctionWithoutResult_LeavesTheResponseToTheFunction() => Assert.Equal(204, (await host.GetAsync("/api/Nothing")).Status);

    [Fact]
    public async Task Put_Body_IsBoundAndAnswered()
    {
        var (status, body) = await host.SendAsync(HttpMethod.Put, "/api/Buy", JsonContent.Create(new { item = "pen", count = 3 }));

        Assert.Equal(200, status);
        Assert.Equal("pen", body.GetProperty("item").GetString());
        Assert.Equal("PUT", body.GetProperty("method").GetString());
    }

    [Theory]
    [InlineData("{\"item\":\"pen\",\"count\":\"x\"}", "$.count")]
    [InlineData("{\"item\":\"pen\",", "$")]
    [InlineData("null", "$")]
    [InlineData("", "$")]
    [InlineData("{\"item\":\"pen\",\"count\":1,\"extra\":true}", "$.extra")]
    public async Task Post_BadBody_NamesThePath(string json, string path)
    {
        var (status, body) = await host.SendAsync(HttpMethod.Post, "/api/Buy", new StringContent(json, Encoding.UTF8, "application/json"));

        Assert.Equal(400, status);
        Assert.Equal(path, body.GetProperty("errors")[0].GetProperty("path").GetString());
    }

    [Fact]
    public async Task Post_ActionResult_IsExecuted()
    {
        var (status, body) = await host.SendAsync(HttpMethod.Post, "/api/Read", new StringContent(new string('x', 1024)));

        Assert.Equal(200, status);
        Assert.Equal(1024, body.GetProperty("length").GetInt32());
    }

    [Theory]
    [InlineData("/api/Buy")]
    [InlineData("/api/Read")]
    public async Task Post_BodyOverTheLimit_Is413(string path) =>
        Assert.Equal(413, (await host.SendAsync(HttpMethod.Post, path, new StringContent(new string(' ', 1025)))).Status);

    [Fact]
    public async Task Start_RouteMistakes_NamesThemAll()
    {
        var refused = await Assert.ThrowsAsync<FunctionIndexException>(() => HostBench.StartAsync([typeof(WrongRoutes)]));

        Assert.Equal(3, refused.Errors.Count);
        Assert.Contains(refused.Errors, error => error.Contains("both serve GET api/a/{}", StringComparison.Ordinal));
        Assert.Contains(refused.Errors, error => error.Contains("not valid", StringComparison.Ordinal));
        Assert.Contains(refused.Errors, error => error.Contains("parameter 'missing' is not part of the route", StringComparison.Ordinal));
    }

    public static class WrongRoutes
    {
        [Function("one")]
        public static IResult One([HttpTrigger("get", Route = "a/{x}")] HttpRequest request) => Results.Ok();

        [Function("two")]
        public static IResult Two([HttpTrigger("get", "post", Route = "a/{y}")] HttpRequest request) => Results.Ok();

        [Function("three")]
        public static IResult Three([HttpTrigger("get", Route = "b/{x")] HttpRequest request) => Results.Ok();

        [Function("four")]
        public static IResult Four([HttpTrigger("get", Route = "c/{x}")] HttpRequest request, string missing) => Results.Ok(missing);
    }
}
