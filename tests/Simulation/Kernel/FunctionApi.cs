using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Local.Hosting.Functions;
using RevenueFunctions.Posting;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Simulation.Kernel;

/// <summary>Calls HTTP functions by their names, with a real request and the real answer, without sockets and routing.</summary>
internal sealed class FunctionApi(FunctionIndex index, IServiceProvider services, Sightings? sightings)
{
    /// <summary>Calls a function.</summary>
    /// <param name="name">Its name, such as "ClosePeriod".</param>
    /// <param name="route">The parts of its route.</param>
    /// <param name="body">The document to send; null for none.</param>
    /// <param name="query">The query string with its question mark.</param>
    public async Task<ApiAnswer> CallAsync(string name, IReadOnlyDictionary<string, string>? route = null, object? body = null, string query = "")
    {
        var function = index.Find(name) ?? throw new InvalidOperationException($"There is no function '{name}'.");
        await using var scope = services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = ((HttpTriggerAttribute)function.Trigger).Methods?[0].ToUpperInvariant() ?? "POST";
        context.Request.QueryString = new QueryString(query);
        context.Connection.RemoteIpAddress = System.Net.IPAddress.Loopback;
        foreach (var (key, value) in route ?? new Dictionary<string, string>())
        {
            context.Request.RouteValues[key] = value;
        }

        var sent = body is null ? [] : FabricJson.Bytes(body);
        context.Request.Body = new MemoryStream(sent);
        context.Request.ContentLength = sent.Length;
        context.Request.ContentType = "application/json";
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        try
        {
            var result = await services.GetRequiredService<FunctionInvoker>().InvokeAsync(function, new Invocation { Trigger = context.Request, Http = context });
            await ((IResult)result!).ExecuteAsync(context);
        }
        catch (Exception outage) when (outage is StorageUnavailableException or ErpUnavailableException)
        {
            sightings?.SawCallRefused();
            return new ApiAnswer(StatusCodes.Status503ServiceUnavailable, string.Empty);
        }

        if (context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            sightings?.SawCallRefused();
        }

        return new ApiAnswer(context.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }
}

/// <summary>What a function answered.</summary>
internal sealed record ApiAnswer(int Status, string Text)
{
    /// <summary>True for 2xx.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The answer as a document.</summary>
    public T Read<T>() => JsonSerializer.Deserialize<T>(Text, FabricJson.Options) ?? throw new InvalidOperationException($"The answer is no {typeof(T).Name}: {Text}");
}
