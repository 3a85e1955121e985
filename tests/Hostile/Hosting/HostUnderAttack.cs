using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Local.Hosting;

namespace RevenueFunctions.Tests.Hostile.Hosting;

/// <summary>
/// The child process that is attacked: the local host as it is, answering questions about itself on its standard input. A crash, a hang or
/// a stack overflow ends or stalls this process and never the one that watches.
/// </summary>
internal static class HostUnderAttack
{
    /// <summary>The first argument that chooses this mode; then the data file, then settings as name=value.</summary>
    public const string Mode = "host-under-attack";

    /// <summary>Begins each line that answers a question; everything else on standard output is the host's log.</summary>
    public const string Reply = "@@ ";

    public static async Task<int> RunAsync(string[] args)
    {
        TaskScheduler.UnobservedTaskException += (_, unobserved) => Console.Error.WriteLine($"unobserved: {unobserved.Exception}");
        await using var host = await LocalHost.StartAsync(new LocalHostOptions
        {
            Port = 0,
            DataPath = args[0],
            ContentRoot = Repository.Root,
            Settings = args.Skip(1).Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], pair => (string?)pair[1]),
        });
        Say($"serving {host.BaseAddress}");
        using var stop = new CancellationTokenSource();
        var running = host.WaitAsync(stop.Token);
        var asking = AnswerAsync(host);
        await await Task.WhenAny(running, asking);
        await stop.CancelAsync();
        await running;
        return 0;
    }

    /// <summary>Ends with the input: the process does not outlive the one that started it.</summary>
    private static async Task AnswerAsync(LocalHost host)
    {
        while (await Console.In.ReadLineAsync() is { } question)
        {
            Say(question switch
            {
                "memory" => Memory(),
                "routes" => Routes(host),
                _ => throw new ArgumentException($"There is no question '{question}'."),
            });
        }
    }

    private static string Memory()
    {
        for (var round = 0; round < 2; round++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalMemory(true)} {Environment.WorkingSet}");
    }

    private static string Routes(LocalHost host) => JsonSerializer.Serialize(
        from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select new HostRoute(method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/')));

    private static void Say(string text) => Console.Out.WriteLine(Reply + text);
}
