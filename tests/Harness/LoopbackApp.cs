using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace RevenueFunctions.Tests.Harness;

/// <summary>Endpoints behind a real Kestrel on a free port, with a client that speaks to them.</summary>
public sealed class LoopbackApp : IAsyncDisposable
{
    private readonly WebApplication app;

    private LoopbackApp(WebApplication app, string basePath)
    {
        this.app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single() + basePath) };
    }

    /// <summary>A client of the app; gone with it.</summary>
    public HttpClient Client { get; }

    /// <summary>Maps endpoints and listens.</summary>
    public static async Task<LoopbackApp> StartAsync(Action<WebApplication> map, string basePath = "/", HttpProtocols protocols = HttpProtocols.Http1AndHttp2)
    {
        ArgumentNullException.ThrowIfNull(map);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new LoopbackApp(app, basePath);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
