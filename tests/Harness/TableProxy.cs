using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace RevenueFunctions.Tests.Harness;

/// <summary>
/// Stands between a client and a Table service, and spoils requests as planned: refuses them as a throttled service does, cuts the connection before
/// or after the service took them, holds them. What is not planned passes.
/// </summary>
public sealed class TableProxy : IAsyncDisposable
{
    private readonly ConcurrentQueue<TableFault> planned = new();
    private readonly HttpClient service;
    private LoopbackApp? app;
    private int requests;

    private TableProxy(int servicePort) => service = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{servicePort.ToString(CultureInfo.InvariantCulture)}") };

    /// <summary>The port of 127.0.0.1 that clients connect to.</summary>
    public int Port => app!.Client.BaseAddress!.Port;

    /// <summary>Requests that came, spoiled or not.</summary>
    public int Requests => Volatile.Read(ref requests);

    /// <summary>What happens to each request that no plan is left for.</summary>
    public TableFault Otherwise { get; set; } = TableFault.None;

    /// <summary>Puts it before the service at a port of this machine.</summary>
    public static async Task<TableProxy> StartAsync(int servicePort)
    {
        var proxy = new TableProxy(servicePort);
        proxy.app = await LoopbackApp.StartAsync(app => app.Run(proxy.HandleAsync));
        return proxy;
    }

    /// <summary>Plans what happens to the next requests, one each.</summary>
    public void Plan(params ReadOnlySpan<TableFault> faults)
    {
        foreach (var fault in faults)
        {
            planned.Enqueue(fault);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        service.Dispose();
        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }

    private async Task HandleAsync(HttpContext context)
    {
        Interlocked.Increment(ref requests);
        var fault = planned.TryDequeue(out var next) ? next : Otherwise;
        switch (fault.Kind)
        {
            case TableFaultKind.Refused:
                await RefuseAsync(context, fault);
                return;
            case TableFaultKind.CutBefore:
                context.Abort();
                return;
            case TableFaultKind.Held:
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                return;
        }

        using var response = await PassAsync(context);
        if (fault.Kind == TableFaultKind.CutAfter)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var header in response.Headers.Concat(response.Content.Headers).Where(header => header.Key is not ("Transfer-Encoding" or "Connection" or "Keep-Alive")))
        {
            context.Response.Headers[header.Key] = header.Value.ToArray();
        }

        await response.Content.CopyToAsync(context.Response.Body);
    }

    private async Task<HttpResponseMessage> PassAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        body.Position = 0;

        // The path as it came: the client's signature covers each of its escapes.
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        request.Content = body.Length > 0 ? new StreamContent(body) : null;
        foreach (var header in context.Request.Headers.Where(header => header.Key is not ("Host" or "Connection" or "Content-Length" or "Transfer-Encoding")))
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, header.Value.AsEnumerable()))
            {
                request.Content?.Headers.TryAddWithoutValidation(header.Key, header.Value.AsEnumerable());
            }
        }

        return await service.SendAsync(request);
    }

    private static Task RefuseAsync(HttpContext context, TableFault fault)
    {
        context.Response.StatusCode = fault.Status;
        if (fault.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return context.Response.WriteAsJsonAsync(new Dictionary<string, object>
        {
            ["odata.error"] = new { code = fault.Code, message = new { lang = "en-US", value = "Refused as planned." } },
        });
    }
}
