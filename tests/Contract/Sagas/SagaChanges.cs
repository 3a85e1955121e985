using Microsoft.DurableTask;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>Changes of the invoice saga that break sagas under way.</summary>
internal static class SagaChanges
{
    /// <summary>It does not reconcile any more.</summary>
    internal sealed class StepRemoved : ChangedSaga
    {
        public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
            name.Name == nameof(InvoiceActivities.ReconcilePeriod) ? Task.FromResult((TResult)(object)StepOutcome.Done()) : base.CallActivityAsync<TResult>(name, input, options);
    }

    /// <summary>It closes the usage before it reconciles.</summary>
    internal sealed class StepsSwapped : ChangedSaga
    {
        public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
            base.CallActivityAsync<TResult>(
                name.Name switch
                {
                    nameof(InvoiceActivities.ReconcilePeriod) => nameof(InvoiceActivities.CloseUsage),
                    nameof(InvoiceActivities.CloseUsage) => nameof(InvoiceActivities.ReconcilePeriod),
                    _ => name,
                },
                input,
                options);
    }

    /// <summary>An activity has another name.</summary>
    internal sealed class ActivityRenamed : ChangedSaga
    {
        public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
            base.CallActivityAsync<TResult>(name.Name == nameof(InvoiceActivities.RateUsage) ? "RateAndTaxUsage" : name, input, options);
    }

    /// <summary>It waits a little before it issues.</summary>
    internal sealed class TimerAdded : ChangedSaga
    {
        public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
        {
            if (name.Name == nameof(InvoiceActivities.IssueInvoice))
            {
                await CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            }

            return await base.CallActivityAsync<TResult>(name, input, options);
        }
    }

    /// <summary>It listens for another event.</summary>
    internal sealed class EventRenamed : ChangedSaga
    {
        public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
            base.WaitForExternalEvent<T>(eventName == SagaEvents.PostingSettled ? "PostingDone" : eventName, cancellationToken);
    }

    /// <summary>It tells its steps the same under other names.</summary>
    internal sealed class StepInputReshaped : ChangedSaga
    {
        public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
            base.CallActivityAsync<TResult>(name, input is StepInput step ? new { Saga = step.SagaId, Account = step.AccountId, Period = step.PeriodKey, step.InvoiceId } : input, options);
    }

    /// <summary>It reads its own input under other names than it was started with.</summary>
    internal sealed class SagaInputReshaped : ChangedSaga
    {
        public override T? GetInput<T>()
            where T : default => base.GetInput<T>() is SagaInput input ? (T)(object)(input with { AccountId = null! }) : default;
    }

    /// <summary>It tries less often before it asks a person.</summary>
    internal sealed class FewerRetries : ChangedSaga
    {
        private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(
            new RetryPolicy(3, TimeSpan.FromSeconds(1), 2) { HandleFailure = failure => failure.ErrorType == typeof(StorageUnavailableException).FullName });

        public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
            base.CallActivityAsync<TResult>(name, input, Retry);
    }

    /// <summary>It asks nobody about the version and does what the newest does.</summary>
    internal sealed class VersionIgnored : ChangedSaga
    {
        public override string Version => HostJson.DefaultVersion;
    }
}
