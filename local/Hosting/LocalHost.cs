using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Functions.Settings;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Hosting.Functions;
using RevenueFunctions.Local.Hosting.Http;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Local.Hosting;

/// <summary>
/// The embedded host: the function classes, the engines that trigger them, HTTP and the store, in this process. Stop it by disposing it;
/// killing it loses nothing that was answered.
/// </summary>
public sealed class LocalHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Pump pump;
    private readonly IDisposable? ownedStore;
    private readonly TimeSpan grace;
    private int disposed;

    private LocalHost(WebApplication app, Pump pump, IDisposable? ownedStore, TimeSpan grace)
    {
        this.app = app;
        this.pump = pump;
        this.ownedStore = ownedStore;
        this.grace = grace;
        BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Where it serves, such as http://127.0.0.1:7071.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The services of the app and the host.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>The store with all state.</summary>
    public ILocalStore Store => app.Services.GetRequiredService<ILocalStore>();

    /// <summary>Composes, recovers and starts everything; when the task completes, HTTP is served and the engines work.</summary>
    /// <exception cref="SettingsRefusedException">The settings are wrong: all of them in one message.</exception>
    /// <exception cref="TaskHubRefusedException">The task hub is another deployment's, or newer than this build.</exception>
    /// <exception cref="FunctionIndexException">The functions have mistakes.</exception>
    /// <exception cref="LocalStoreRefusedException">The store file cannot be used.</exception>
    public static async Task<LocalHost> StartAsync(LocalHostOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var configuration = HostConfiguration.Build(options);
        var index = options.FunctionTypes is null
            ? FunctionIndex.Of(typeof(RevenueFunctions.Functions.FabricServices).Assembly)
            : FunctionIndex.Of(options.FunctionTypes);
        var owned = options.Store is null ? OpenStore(options.DataPath) : null;
        try
        {
            await BusinessMark.CheckAsync(options.Store ?? owned!, options.DataPath, options.Tables is null ? null : BusinessTables.AddressOf(options.Tables), cancellationToken);
            return await StartAsync(options, configuration, index, options.Store ?? owned!, owned, cancellationToken);
        }
        catch
        {
            owned?.Dispose();
            throw;
        }
    }

    /// <summary>Ends when the token is cancelled, or throws: the bug that stopped the pump, or what made the store take no more writes.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), cancelled);
        await await Task.WhenAny(cancelled.Task, pump.Faulted, (ownedStore as SqliteStore)?.Broken ?? pump.Faulted);
    }

    /// <summary>Takes no more requests and work, waits for what runs, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        await app.StopAsync();
        await pump.StopAsync(grace);
        await pump.DisposeAsync();
        await app.DisposeAsync();
        ownedStore?.Dispose();
    }

    private static async Task<LocalHost> StartAsync(
        LocalHostOptions options, IConfigurationRoot configuration, FunctionIndex index, ILocalStore store, IDisposable? owned, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "RevenueFunctions.Local" });
        builder.Configuration.AddConfiguration(configuration);

        // It writes every URL with its query, in which a host key may stand as Functions allows ('code').
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.Logging.SetMinimumLevel(options.LogLevel).AddSimpleConsole(console => console.SingleLine = true);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddHttpServer(configuration, options.Port);
        builder.Services.AddLocalHost(options, configuration, index, store);
        options.ConfigureServices?.Invoke(builder.Services);

        var app = builder.Build();
        try
        {
            SettingsCheck.Run(app.Services, configuration, setting => setting.Need == SettingNeed.Always && options.FunctionTypes is null);
            FunctionServices.Check(index, app.Services);
            app.MapLocalHost(index, configuration);
            if (options.FunctionTypes is null)
            {
                await app.Services.GetRequiredService<TaskHub>().ClaimAsync(cancellationToken);
            }

            app.Services.StartTelemetry();
            var pump = app.Services.GetRequiredService<Pump>();
            await pump.StartAsync(cancellationToken);
            await app.StartAsync(cancellationToken);
            return new LocalHost(app, pump, owned, options.StopGrace);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private static SqliteStore OpenStore(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return SqliteStore.Open(path);
    }
}
