using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>What an orchestrator may do: schedule tasks, timers, wait for events, and learn about its instance.</summary>
public abstract class TaskOrchestrationContext
{
    private ReplaySafeLoggerFactoryImpl? replaySafeLoggerFactory;

    public abstract TaskName Name { get; }

    public abstract string InstanceId { get; }

    public abstract ParentOrchestrationInstance? Parent { get; }

    public abstract DateTime CurrentUtcDateTime { get; }

    public abstract bool IsReplaying { get; }

    public virtual string Version => string.Empty;

    public virtual IReadOnlyDictionary<string, object?> Properties { get; } = new Dictionary<string, object?>();

    public virtual ILoggerFactory ReplaySafeLoggerFactory => replaySafeLoggerFactory ??= new ReplaySafeLoggerFactoryImpl(this);

    protected abstract ILoggerFactory LoggerFactory { get; }

    public abstract T? GetInput<T>();

    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallActivityAsync<object>(name, input, options);

    public virtual Task CallActivityAsync(TaskName name, TaskOptions options) => CallActivityAsync(name, null, options);

    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options) => CallActivityAsync<TResult>(name, null, options);

    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout) =>
        WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timerCts = new();
        var timeoutTask = CreateTimer(timeout, timerCts.Token);
        using var eventCts = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var externalEventTask = WaitForExternalEvent<T>(eventName, eventCts.Token);
        var winner = await Task.WhenAny(timeoutTask, externalEventTask);
        var loser = winner == externalEventTask ? timerCts : eventCts;

        // Not CancelAsync: it would continue on a thread of the pool, outside the orchestrator.
#pragma warning disable CA1849
        loser.Cancel();
#pragma warning restore CA1849
        return await externalEventTask;
    }

    public abstract void SendEvent(string instanceId, string eventName, object payload);

    public abstract void SetCustomStatus(object? customStatus);

    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync<TResult>(orchestratorName, null, options);

    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync(orchestratorName, null, options);

    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    public virtual void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);
    }

    public abstract Guid NewGuid();

    public virtual ILogger CreateReplaySafeLogger(string categoryName) => new ReplaySafeLogger(this, Unwrapped().CreateLogger(categoryName));

    public virtual ILogger CreateReplaySafeLogger(Type type) => new ReplaySafeLogger(this, Unwrapped().CreateLogger(type));

    public virtual ILogger CreateReplaySafeLogger<T>() => new ReplaySafeLogger(this, Unwrapped().CreateLogger<T>());

    public virtual int CompareVersionTo(string version)
    {
        if (string.IsNullOrWhiteSpace(Version) || string.IsNullOrWhiteSpace(version))
        {
            return (string.IsNullOrWhiteSpace(Version) ? 0 : 1) - (string.IsNullOrWhiteSpace(version) ? 0 : 1);
        }

        return System.Version.TryParse(Version, out var mine) && System.Version.TryParse(version, out var other)
            ? mine.CompareTo(other)
            : string.Compare(Version, version, StringComparison.OrdinalIgnoreCase);
    }

    private ILoggerFactory Unwrapped()
    {
        var factory = LoggerFactory;
        while (factory is ReplaySafeLoggerFactoryImpl wrapped)
        {
            factory = wrapped.Underlying;
        }

        return factory;
    }

    private sealed class ReplaySafeLogger(TaskOrchestrationContext context, ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!context.IsReplaying)
            {
                logger.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }

    private sealed class ReplaySafeLoggerFactoryImpl(TaskOrchestrationContext context) : ILoggerFactory
    {
        public ILoggerFactory Underlying => context.LoggerFactory;

        public ILogger CreateLogger(string categoryName) => new ReplaySafeLogger(context, context.Unwrapped().CreateLogger(categoryName));

        public void AddProvider(ILoggerProvider provider) =>
            throw new NotSupportedException("Adding providers to the replay-safe logger factory is not supported.");

        public void Dispose()
        {
        }
    }
}
