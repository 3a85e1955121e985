using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Hosting;

/// <summary>How to start the embedded host.</summary>
public sealed record LocalHostOptions
{
    /// <summary>The port on 127.0.0.1; 0 picks a free one. Default: 7071, the one of <c>func start</c>.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>The SQLite file with all state. Default: .data/fabric.db below the current folder.</summary>
    public string DataPath { get; init; } = Path.Combine(".data", "fabric.db");

    /// <summary>A store to use in place of the file, such as one in memory. The caller keeps owning it.</summary>
    public ILocalStore? Store { get; init; }

    /// <summary>
    /// A store for the business's tables, while the engines stay on theirs: one that several hosts share, as instances of the function app share
    /// Table storage. The caller keeps owning it.
    /// </summary>
    public ITableStore? BusinessStore { get; init; }

    /// <summary>A connection string of Table storage, where the business's tables then are. Default: none, they are in the store with everything else.</summary>
    public string? Tables { get; init; }

    /// <summary>Where host.json and local.settings.json are looked for. Default: the current folder, then the program's own.</summary>
    public string? ContentRoot { get; init; }

    /// <summary>Settings that win over files and environment.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>The clock of everything. Default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The seed of everything random; null draws one.</summary>
    public int? Seed { get; init; }

    /// <summary>The classes to look for functions in. Default: all of the function app.</summary>
    public IReadOnlyCollection<Type>? FunctionTypes { get; init; }

    /// <summary>Adds to or replaces the services, last of all; for tests and the demo.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }

    /// <summary>Logs below this level are dropped. Default: warnings.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>How long work in flight may go on when the host stops. Default: 30 seconds.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(30);
}
