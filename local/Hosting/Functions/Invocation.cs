using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Local.Hosting.Functions;

/// <summary>What an engine hands to a function for one call.</summary>
public sealed class Invocation
{
    /// <summary>The value of the trigger parameter.</summary>
    public object? Trigger { get; init; }

    /// <summary>The request behind an HTTP function.</summary>
    public HttpContext? Http { get; init; }

    /// <summary>Reads the body of the request as the [FromBody] parameter wants it.</summary>
    public Func<Task<object>>? ReadBody { get; init; }

    /// <summary>Values that bind by their type, such as the settlement actions of a message.</summary>
    public IReadOnlyList<object> Actions { get; init; } = [];

    /// <summary>The trigger's metadata; also binds simple parameters by name.</summary>
    public IReadOnlyDictionary<string, object?>? BindingData { get; init; }

    /// <summary>How often the host has retried this event.</summary>
    public int RetryCount { get; init; }

    /// <summary>How often it will at most.</summary>
    public int MaxRetryCount { get; init; }

    /// <summary>Signals that the host stops, or that the caller went away.</summary>
    public CancellationToken CancellationToken { get; init; }
}
