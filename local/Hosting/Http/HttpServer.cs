using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RevenueFunctions.Functions.Settings;

namespace RevenueFunctions.Local.Hosting.Http;

/// <summary>Sets the HTTP server up: where it listens and what it takes.</summary>
internal static class HttpServer
{
    public static void AddHttpServer(this IServiceCollection services, IConfiguration configuration, int port)
    {
        services.AddSection<HostLimits>(configuration, HostLimits.Section);
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<HostLimits>>((kestrel, limits) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(System.Net.IPAddress.Loopback, port);
            Bound(kestrel.Limits, limits.Value);
        });
    }

    private static void Bound(KestrelServerLimits kestrel, HostLimits limits)
    {
        kestrel.MaxRequestBodySize = limits.BodyBytes;
        kestrel.MaxRequestLineSize = limits.UrlCharacters * HostLimits.ParsedTimes;
        kestrel.MaxRequestHeadersTotalSize = limits.HeaderBytes * HostLimits.ParsedTimes;
        kestrel.MaxRequestHeaderCount = limits.HeaderCount * HostLimits.ParsedTimes;

        // The server reads ahead by as much; it must hold the longest head.
        kestrel.MaxRequestBufferSize = Math.Max(1024 * 1024, kestrel.MaxRequestHeadersTotalSize + kestrel.MaxRequestLineSize);
        kestrel.RequestHeadersTimeout = limits.HeadTime;
        kestrel.KeepAliveTimeout = limits.IdleTime;
        kestrel.MinRequestBodyDataRate = new MinDataRate(limits.BytesPerSecond, limits.SlowTime);
        kestrel.MinResponseDataRate = new MinDataRate(limits.BytesPerSecond, limits.SlowTime);
        kestrel.MaxConcurrentConnections = limits.Connections;
        kestrel.MaxConcurrentUpgradedConnections = 0;
    }
}
