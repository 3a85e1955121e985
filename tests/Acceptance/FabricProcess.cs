namespace RevenueFunctions.Tests.Acceptance;

/// <summary>The host as a process of its own on a file that outlives it, spoken to over HTTP.</summary>
internal sealed class FabricProcess : FabricClient, IDisposable
{
    private FabricProcess(HostProcess process, Uri address)
        : base(address) => Process = process;

    /// <summary>The process.</summary>
    public HostProcess Process { get; }

    /// <summary>Starts the program and waits until it says where it serves.</summary>
    public static Task<FabricProcess> StartAsync(string dataPath, IReadOnlyDictionary<string, string>? settings = null) =>
        OfAsync(HostProcess.Start(dataPath, settings));

    /// <summary>Waits until a started process says where it serves.</summary>
    public static async Task<FabricProcess> OfAsync(HostProcess process) =>
        new(process, await process.ServingAsync() ?? throw new InvalidOperationException($"The host ended before it served: {process.Output}"));

    public Task KillAsync() => Process.KillAsync();

    public void Dispose()
    {
        Close();
        Process.Dispose();
    }
}
