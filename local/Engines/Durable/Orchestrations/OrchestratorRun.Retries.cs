using Microsoft.DurableTask;

namespace RevenueFunctions.Local.Engines.Durable.Orchestrations;

internal sealed partial class OrchestratorRun
{
    private async Task<TResult> WithRetriesAsync<TResult>(TaskRetryOptions? retry, Func<Task<TResult>> attempt)
    {
        if (retry?.Policy is { } policy)
        {
            return await WithPolicyAsync(policy, attempt);
        }

        if (retry?.Handler is { } handler)
        {
            return await WithHandlerAsync(handler, attempt);
        }

        return await attempt();
    }

    /// <summary>Durable Task's retry loop, with its timer after the last attempt: histories of both engines must have the same timers.</summary>
    private async Task<TResult> WithPolicyAsync<TResult>(RetryPolicy policy, Func<Task<TResult>> attempt)
    {
        var firstAttempt = now;
        for (var tries = 0; ; tries++)
        {
            TaskFailedException failure;
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failed) when (!nonRetriable.Contains(failed.TaskId))
            {
                failure = failed;
            }

            if (tries + 1 == policy.MaxNumberOfAttempts)
            {
                await TimerAsync(now, isRetry: true, CancellationToken.None);
                throw Rethrown(failure);
            }

            var delay = NextDelay(policy, tries, firstAttempt, failure);
            if (delay == TimeSpan.Zero)
            {
                throw Rethrown(failure);
            }

            await TimerAsync(now + delay, isRetry: true, CancellationToken.None);
        }
    }

    private async Task<TResult> WithHandlerAsync<TResult>(AsyncRetryHandler handler, Func<Task<TResult>> attempt)
    {
        var firstAttempt = now;
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failed) when (!nonRetriable.Contains(failed.TaskId))
            {
                if (!await handler(new RetryContext(this, failures, failed.FailureDetails, now - firstAttempt, CancellationToken.None)))
                {
                    throw;
                }
            }
        }
    }

    private TimeSpan NextDelay(RetryPolicy policy, int tries, DateTime firstAttempt, TaskFailedException failure)
    {
        var expired = policy.RetryTimeout != Timeout.InfiniteTimeSpan && now >= firstAttempt + policy.RetryTimeout;
        if (expired || !policy.Handle(failure))
        {
            return TimeSpan.Zero;
        }

        var milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, tries);
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        return milliseconds < longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : longest;
    }

    private static TaskFailedException Rethrown(TaskFailedException failure) => new(failure.TaskName, failure.TaskId, failure.FailureDetails);
}
