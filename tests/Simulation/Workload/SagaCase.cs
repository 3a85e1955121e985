using RevenueFunctions.Exceptions;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>Reads the cases of sagas as a person does.</summary>
internal static class SagaCase
{
    /// <summary>The step that the saga asks about: the last word of "… waits for a decision at RateUsage".</summary>
    public static string StepOf(ExceptionCase question) => question.Title[(question.Title.LastIndexOf(' ') + 1)..];

    /// <summary>Whether the saga is on its way back: what cannot be undone is tried again until it can.</summary>
    public static bool IsCompensating(ExceptionCase question) => StepOf(question) is "ReversePosting" or "CreditInvoice" or "DropDraft" or "ReopenUsage";
}
