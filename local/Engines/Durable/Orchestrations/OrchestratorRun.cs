using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Local.Engines.Durable.Orchestrations;

/// <summary>
/// One run of an orchestrator over its history: the context the orchestrator sees. Sequence numbers, retries, timers and event
/// matching follow the real worker step by step, because a history recorded on one engine must replay on the other.
/// </summary>
internal sealed partial class OrchestratorRun : TaskOrchestrationContext
{
    /// <summary>What the real engine says when an orchestrator awaits something that is not durable.</summary>
    public const string IllegalAwait =
        "An invalid asynchronous invocation was detected. This can be caused by awaiting non-durable tasks in an orchestrator function's " +
        "implementation or by middleware that invokes asynchronous code.";

    private static readonly Guid NewGuidNamespace = Guid.Parse("9e952958-5e33-4daf-827f-2fa12937b875");

    private readonly InstanceRow instance;
    private readonly DurableOptions options;
    private readonly OrchestratorThread thread;
    private readonly ReplayCheck? check;
    private readonly SortedDictionary<int, Decision> decisions = [];
    private readonly Dictionary<int, OpenTask> openTasks = [];
    private int sequence;
    private int guids;
    private bool isReplaying;
    private DateTime now;
    private object? customStatus;
    private bool customStatusSet;

    public OrchestratorRun(InstanceRow instance, DurableOptions options, Action reportForeignAwait, ReplayCheck? check = null)
    {
        this.instance = instance;
        this.options = options;
        this.check = check;
        thread = new OrchestratorThread(reportForeignAwait);
        Parent = instance.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.Id) : null;
    }

    public override TaskName Name => instance.Name;

    public override string InstanceId => instance.Id;

    public override ParentOrchestrationInstance? Parent { get; }

    public override DateTime CurrentUtcDateTime => now;

    public override bool IsReplaying => isReplaying;

    public override string Version => instance.Version ?? string.Empty;

    protected override ILoggerFactory LoggerFactory => options.LoggerFactory;

    public override T? GetInput<T>()
        where T : default
    {
        RequireOrchestratorThread();
        return options.Converter.Deserialize<T>(instance.Input);
    }

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        RequireOrchestratorThread();
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException(
                $"A {nameof(TaskOptions)} value was provided for the activity input but no value was provided for {nameof(options)}. Did you actually mean to provide a {nameof(TaskOptions)} value for the {nameof(options)} parameter?",
                nameof(input));
        }

        var version = options?.Version is { } explicitVersion ? explicitVersion.Version : instance.Version;
        return await WithRetriesAsync(
            options?.Retry,
            () =>
            {
                var id = sequence++;
                decisions.Add(id, new CallActivity(id, name.Name, version, Serialize(input, "activity input")));
                return OpenAsync<TResult>(id, name.Name);
            });
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        RequireOrchestratorThread();
        var childId = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        var version = options?.Version is { } explicitVersion ? explicitVersion.Version : this.options.DefaultVersion;
        return await WithRetriesAsync(
            options?.Retry,
            () =>
            {
                var id = sequence++;
                decisions.Add(id, new CallSubOrchestrator(id, orchestratorName.Name, version, childId, Serialize(input, "sub-orchestration input"), options?.Tags));
                return OpenAsync<TResult>(id, orchestratorName.Name);
            });
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        RequireOrchestratorThread();
        var due = fireAt.ToUniversalTime();
        while (due - now > options.MaximumTimerInterval && !cancellationToken.IsCancellationRequested)
        {
            await TimerAsync(now + options.MaximumTimerInterval, isRetry: false, cancellationToken);
        }

        await TimerAsync(due, isRetry: false, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        RequireOrchestratorThread();
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        var id = sequence++;
        decisions.Add(id, new SendExternalEvent(id, instanceId, eventName, Serialize(payload, "event payload")));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        RequireOrchestratorThread();
        this.customStatus = customStatus;
        customStatusSet = true;
    }

    /// <summary>A version 5 name-based id (RFC 4122) over instance, time and a counter: the real worker's algorithm.</summary>
    public override Guid NewGuid()
    {
        RequireOrchestratorThread();
        var name = string.Create(CultureInfo.InvariantCulture, $"{InstanceId}_{now:o}_{guids++}");
        var bytes = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        NewGuidNamespace.TryWriteBytes(bytes, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, bytes.AsSpan(16));

        // Not for secrecy: version 5 of RFC 4122 is defined over SHA-1.
#pragma warning disable CA5350
        var hash = SHA1.HashData(bytes);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    private async Task<TResult> OpenAsync<TResult>(int id, string name)
    {
        var open = new OpenTask(name);
        openTasks.Add(id, open);
        var result = await open.Completion.Task;
        return result is null ? default! : options.Converter.Deserialize<TResult>(result)!;
    }

    private async Task TimerAsync(DateTime fireAt, bool isRetry, CancellationToken cancellationToken)
    {
        var id = sequence++;
        decisions.Add(id, new StartTimer(id, fireAt, isRetry));
        var open = new OpenTask(null);
        openTasks.Add(id, open);
        using var registration = cancellationToken.Register(() =>
        {
            if (open.Completion.TrySetCanceled(CancellationToken.None))
            {
                openTasks.Remove(id);
            }
        });
        await open.Completion.Task;
    }

    private string? Serialize(object? value, string what)
    {
        var text = options.Converter.Serialize(value);
        if (text is not null && text.Length > options.PayloadBytes / 4 && Encoding.UTF8.GetByteCount(text) is var bytes && bytes > options.PayloadBytes)
        {
            throw new InvalidOperationException(
                $"The {what} of orchestration '{InstanceId}' has {bytes:N0} bytes, the limit is {options.PayloadBytes:N0}: store the document and pass its id.");
        }

        return text;
    }

    private void RequireOrchestratorThread()
    {
        if (!thread.IsCurrent)
        {
            throw new InvalidOperationException(IllegalAwait);
        }
    }

    private sealed class OpenTask(string? name)
    {
        public string? Name { get; } = name;

        public TaskCompletionSource<string?> Completion { get; } = new();
    }
}
