using Microsoft.Extensions.Logging;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Functions.Sagas;

/// <summary>What the activities log: the step and what it came to. Its message may quote what a customer sent, and stays out.</summary>
public sealed partial class InvoiceActivities
{
    [LoggerMessage(3102, LogLevel.Information, "{Step} of {SagaId}, run {Run}, is {Result} ({Code})")]
    private partial void LogStep(string step, string sagaId, int run, StepResult result, string? code);
}
