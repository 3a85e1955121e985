using System.Net.Http.Json;

namespace RevenueFunctions.Tests.Contract.Hosting;

public sealed class HostKeysTests
{
    private static readonly Dictionary<string, string?> Keys = new()
    {
        ["HostKeys:Master"] = "master",
        ["HostKeys:Function:producer"] = "producer",
        ["HostKeys:System:durable"] = "system",
    };

    [Theory]
    [InlineData("/api/Buy", null, 401)]
    [InlineData("/api/Buy", "wrong", 401)]
    [InlineData("/api/Buy", "system", 401)]
    [InlineData("/api/Buy", "producer", 200)]
    [InlineData("/api/Buy", "master", 200)]
    [InlineData("/api/Read", "producer", 401)]
    [InlineData("/api/Read", "master", 200)]
    [InlineData("/api/Nothing", null, 204)]
    public async Task Post_WithKeysConfigured_NeedsAKeyOfTheLevel(string path, string? key, int expected)
    {
        await using var host = await HostBench.StartAsync([typeof(SampleHttp)], Keys, services: HttpFunctionTests.Services);
        (string, string)[] headers = key is null ? [] : [("x-functions-key", key)];

        var (byHeader, _) = await host.SendAsync(HttpMethod.Post, path, JsonContent.Create(new { item = "pen", count = 1 }), headers);
        var (byQuery, _) = await host.SendAsync(HttpMethod.Post, key is null ? path : $"{path}?code={key}", JsonContent.Create(new { item = "pen", count = 1 }));

        Assert.Equal(expected, byHeader);
        Assert.Equal(expected, byQuery);
    }

    [Fact]
    public async Task Admin_WithKeysConfigured_NeedsTheMasterKey()
    {
        await using var host = await HostBench.StartAsync([typeof(SampleHttp)], Keys, services: HttpFunctionTests.Services);

        Assert.Equal(401, (await host.GetAsync("/admin/host/status")).Status);
        Assert.Equal(401, (await host.GetAsync("/admin/queues", ("x-functions-key", "producer"))).Status);
        Assert.Equal("Running", (await host.GetAsync("/admin/host/status", ("x-functions-key", "master"))).Body.GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task Get_WithoutKeysFromAForeignSite_IsForbidden(string header, string value)
    {
        await using var host = await HostBench.StartAsync([typeof(SampleHttp)], services: HttpFunctionTests.Services);

        Assert.Equal(403, (await host.GetAsync("/api/Nothing", (header, value))).Status);
        Assert.Equal(204, (await host.GetAsync("/api/Nothing", ("Origin", "http://localhost:7071"))).Status);
    }
}
