using Microsoft.DurableTask;

namespace RevenueFunctions.Local.Engines.Durable.History;

/// <summary>A failure as history stores it. Texts are cut: an exception of 64 KB and more is known to hang instances on Azure.</summary>
/// <param name="ErrorType">Full name of the exception's type.</param>
/// <param name="ErrorMessage">Its message.</param>
/// <param name="StackTrace">Where it was thrown.</param>
/// <param name="InnerFailure">Its cause.</param>
/// <param name="IsNonRetriable">True when no retry policy may try again.</param>
public sealed record DurableFailure(string ErrorType, string ErrorMessage, string? StackTrace = null, DurableFailure? InnerFailure = null, bool IsNonRetriable = false)
{
    private const int MessageCharacters = 8_000;
    private const int StackCharacters = 4_000;
    private const int Depth = 5;

    /// <summary>The failure that an exception describes.</summary>
    public static DurableFailure From(Exception exception) => From(exception, Depth)!;

    /// <summary>A failure with its texts cut to what history may hold.</summary>
    public static DurableFailure From(TaskFailureDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        return new DurableFailure(
            details.ErrorType, Cut(details.ErrorMessage, MessageCharacters), details.StackTrace, details.InnerFailure is null ? null : From(details.InnerFailure));
    }

    /// <summary>The failure as orchestrators and clients see it.</summary>
    public TaskFailureDetails ToDetails() => new(ErrorType, ErrorMessage, StackTrace, InnerFailure?.ToDetails(), null);

    /// <inheritdoc/>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    private static DurableFailure? From(Exception? exception, int depth)
    {
        if (exception is null || depth == 0)
        {
            return null;
        }

        // As the worker does it: the failure of the task is the cause of the orchestrator's own TaskFailedException.
        var inner = exception is TaskFailedException { FailureDetails: { } details } ? From(details) : From(exception.InnerException, depth - 1);
        return new DurableFailure(
            exception.GetType().ToString(),
            Cut(exception.Message, MessageCharacters),
            exception.StackTrace is { } stack ? Cut(stack, StackCharacters) : null,
            inner);
    }

    private static string Cut(string text, int limit) => text.Length <= limit ? text : $"{text.AsSpan(0, limit)}... ({text.Length:N0} characters)";
}
