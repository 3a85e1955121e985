namespace RevenueFunctions.Sagas;

/// <summary>What became of a step. Failures are values, so that an exception in a saga always means a bug or an outage.</summary>
/// <param name="Result">Which of the closed set.</param>
/// <param name="Value">What the next steps need: an id.</param>
/// <param name="Code">Why it is not done, kebab-case.</param>
/// <param name="Message">The same for a person; short.</param>
public sealed record StepOutcome(StepResult Result, string? Value = null, string? Code = null, string? Message = null)
{
    private const int MessageCharacters = 600;

    /// <summary>The step is done, now or by an earlier call.</summary>
    public static StepOutcome Done(string? value = null) => new(StepResult.Done, value);

    /// <summary>What it started is under way: ask again when the doorbell rings, or after a while.</summary>
    public static StepOutcome Waiting(string message) => new(StepResult.Waiting, Message: Short(message));

    /// <summary>A person can mend it.</summary>
    public static StepOutcome NeedsPerson(string code, string message) => new(StepResult.NeedsPerson, null, code, Short(message));

    /// <summary>It can never succeed: what was done is undone.</summary>
    public static StepOutcome Failed(string code, string message) => new(StepResult.Failed, null, code, Short(message));

    // Long texts in a history have hung instances before; the whole text is in the exception case and the logs.
    private static string Short(string message) => message.Length <= MessageCharacters ? message : string.Concat(message.AsSpan(0, MessageCharacters), "…");
}
