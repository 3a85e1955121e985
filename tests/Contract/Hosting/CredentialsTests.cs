using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Tests.Contract.Hosting;

/// <summary>Which doors open without a key: all to this machine while no key is configured, none as soon as one is.</summary>
public sealed class CredentialsTests
{
    private static readonly (string Method, string Path)[] Doors =
        [("GET", "/api/Secret"), ("GET", "/admin/host/status"), ("GET", "/runtime/webhooks/durabletask/instances"), ("POST", "/usage/cloudevents")];

    [Fact]
    public async Task Send_NothingConfigured_OpensEveryDoorToThisMachine()
    {
        await using var host = await HostBench.StartAsync([typeof(Guarded)]);
        foreach (var (method, path) in Doors)
        {
            Assert.DoesNotContain((await host.SendAsync(new HttpMethod(method), path)).Status, new[] { 401, 403, 500 });
        }
    }

    [Theory]
    [InlineData("Forwarded", "for=10.0.0.7")]
    [InlineData("X-Forwarded-For", "10.0.0.7")]
    [InlineData("X-Real-IP", "10.0.0.7")]
    [InlineData("Host", "169.254.169.254")]
    [InlineData("Host", "localhost.evil.example")]
    [InlineData("Origin", "https://localhost.evil.example")]
    public async Task Send_NothingConfiguredButFromElsewhere_OpensNoDoor(string header, string value)
    {
        await using var host = await HostBench.StartAsync([typeof(Guarded)]);
        foreach (var (method, path) in Doors)
        {
            Assert.Equal(403, (await host.SendAsync(new HttpMethod(method), path, null, (header, value))).Status);
        }
    }

    [Theory]
    [InlineData("ApiKeys:desk:Key=0123456789abcdef;ApiKeys:desk:Roles=Reader")]
    [InlineData("HostKeys:Master=0123456789abcdef")]
    [InlineData("EventHub:Keys:telemetry=0123456789abcdef")]
    public async Task Send_OneKindOfKeyConfigured_ClosesEveryDoor(string settings)
    {
        await using var host = await HostBench.StartAsync([typeof(Guarded)], settings.Split(';').Select(one => one.Split('=')).ToDictionary(pair => pair[0], pair => (string?)pair[1]));
        foreach (var (method, path) in Doors)
        {
            Assert.Equal(401, (await host.SendAsync(new HttpMethod(method), path)).Status);
        }
    }

    [Fact]
    public async Task Send_FunctionThatNamesNoRole_IsAnsweredToNobody()
    {
        await using var host = await HostBench.StartAsync([typeof(Guarded)]);
        Assert.Equal(500, (await host.GetAsync("/api/Undeclared")).Status);
    }

    public static class Guarded
    {
        [Function("Secret")]
        [ApiOperation(Role.Reader, "Sample", "Is guarded.")]
        public static IResult Secret([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text($"\"{Caller.Of(request).Subject}\"");

        [Function("Undeclared")]
        public static IResult Undeclared([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Ok();
    }
}
