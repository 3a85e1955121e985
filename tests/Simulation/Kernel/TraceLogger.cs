using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace RevenueFunctions.Tests.Simulation.Kernel;

/// <summary>Writes what the fabric logs into the trace of a run.</summary>
internal sealed class TraceLogger(World world, string category) : ILogger
{
    /// <summary>Adds the trace to the logging of a process; where nobody looks, nothing is logged at all.</summary>
    public static void AddTo(ILoggingBuilder logging, World world)
    {
        if (world.Trace.IsKept || world.Sightings is not null)
        {
            logging.SetMinimumLevel(LogLevel.Information).AddProvider(new Provider(world));
            return;
        }

        logging.Services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(NullLoggerFactory.Instance));
        logging.Services.Replace(ServiceDescriptor.Singleton(typeof(ILogger<>), typeof(NullLogger<>)));
    }

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        world.Sightings?.SawLogged(new LogSighting(category, eventId.Id, state as IReadOnlyList<KeyValuePair<string, object?>> ?? []));
        if (world.Trace.IsKept)
        {
            world.Trace.Add(world.Now, $"log {logLevel} {category}: {formatter(state, exception)}{(exception is null ? string.Empty : $" ({exception.GetType().Name}: {exception.Message})")}");
        }
    }

    private sealed class Provider(World world) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new TraceLogger(world, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

        public void Dispose()
        {
        }
    }
}
