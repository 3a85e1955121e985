using System.Security.Cryptography;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace RevenueFunctions.Local.Engines.Durable;

/// <summary>Settings of the durable engine: those of host.json's extensions.durableTask that have a meaning in one process.</summary>
public sealed record DurableOptions
{
    /// <summary>Episodes in flight, commits included.</summary>
    /// <value>100.</value>
    public int MaxConcurrentOrchestratorFunctions { get; init; } = 100;

    /// <summary>Activities in flight.</summary>
    /// <value>100.</value>
    public int MaxConcurrentActivityFunctions { get; init; } = 100;

    /// <summary>
    /// Instances that have not ended, which the engine keeps in memory, before it refuses to start another one. What a running
    /// orchestration starts is not refused: its history says that it exists.
    /// </summary>
    /// <value>No limit.</value>
    public int MaxActiveInstances { get; init; } = int.MaxValue;

    /// <summary>Version of instances that are started without one; also the version that this host runs.</summary>
    /// <value>null: instances have no version and every version runs.</value>
    public string? DefaultVersion { get; init; }

    /// <summary>Which instances this host runs, by their version.</summary>
    /// <value>CurrentOrOlder, effective only with a default version.</value>
    public VersionMatch VersionMatchStrategy { get; init; } = VersionMatch.CurrentOrOlder;

    /// <summary>What becomes of the others.</summary>
    /// <value>Reject.</value>
    public VersionMismatch VersionFailureStrategy { get; init; } = VersionMismatch.Reject;

    /// <summary>Bytes of one payload: input, result, event. Larger ones are refused as the Durable Task Scheduler refuses them.</summary>
    /// <value>1 MiB.</value>
    public int PayloadBytes { get; init; } = 1024 * 1024;

    /// <summary>Longer timers are made of several, as the worker does it.</summary>
    /// <value>3 days.</value>
    public TimeSpan MaximumTimerInterval { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long an episode waits after the store was unavailable.</summary>
    /// <value>1 second.</value>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Serialises payloads; see <see cref="DurableJson"/>.</summary>
    public DataConverter Converter { get; init; } = DurableJson.Converter;

    /// <summary>Ids for instances that are started without one; the simulation hands in its own.</summary>
    public Func<string> NewInstanceId { get; init; } = () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Where orchestrators log.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}

/// <summary>Which versions a host runs.</summary>
public enum VersionMatch
{
    /// <summary>All.</summary>
    None,

    /// <summary>Only its own.</summary>
    Strict,

    /// <summary>Its own and older ones.</summary>
    CurrentOrOlder,
}

/// <summary>What becomes of an instance whose version the host does not run.</summary>
public enum VersionMismatch
{
    /// <summary>It waits for a host that runs it: this one looks again when it starts anew.</summary>
    Reject,

    /// <summary>It fails.</summary>
    Fail,
}
