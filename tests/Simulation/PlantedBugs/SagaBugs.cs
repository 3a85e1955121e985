using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Local.Hosting.Functions;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Tests.Simulation.PlantedBugs;

/// <summary>Mistakes of sagas and of the code that they run.</summary>
internal static class SagaBugs
{
    /// <summary>A compensation takes the engine's word that there is nothing to undo.</summary>
    public static void CreditIsBelievedDone(IServiceCollection services) => Believe(services, nameof(InvoiceActivities.CreditInvoice));

    /// <summary>The usage of a period that was undone stays closed.</summary>
    public static void UsageIsNotReopened(IServiceCollection services) => Believe(services, nameof(InvoiceActivities.ReopenUsage));

    /// <summary>What is in the books stays there when the invoice is taken back.</summary>
    public static void PostingIsNotReversed(IServiceCollection services) => Believe(services, nameof(InvoiceActivities.ReversePosting));

    /// <summary>The orchestrator reads the clock of its machine.</summary>
    public static void OrchestratorReadsTheClock(IServiceCollection services) =>
        AlterOrchestrators(services, (context, provider) => new ClockContext(context, provider.GetRequiredService<TimeProvider>()));

    /// <summary>The orchestrator does something more when it is not replaying.</summary>
    public static void OrchestratorAsksWhetherItReplays(IServiceCollection services) =>
        AlterOrchestrators(services, static (context, _) => new ReplayContext(context));

    /// <summary>A saga that waits never looks by itself: a lost event is lost for good.</summary>
    public static void SagaNeverLooksByItself(IServiceCollection services) => AlterOrchestrators(services, static (context, _) => new SleepyContext(context));

    private static void Believe(IServiceCollection services, string activity) => services.AlterCalls(call =>
        call.Name == activity ? ValueTask.FromResult<object?>(StepOutcome.Done("believed")) : call.InvokeAsync());

    private static void AlterOrchestrators(IServiceCollection services, Func<TaskOrchestrationContext, IServiceProvider, TaskOrchestrationContext> around) =>
        services.AlterCalls(call => call.Function.Trigger is OrchestrationTriggerAttribute && call.Invocation.Trigger is TaskOrchestrationContext context
            ? call.Invoke(new Invocation { Trigger = around(context, call.Services), BindingData = call.Invocation.BindingData, CancellationToken = call.Invocation.CancellationToken })
            : call.InvokeAsync());

    private sealed class ClockContext(TaskOrchestrationContext inner, TimeProvider clock) : AlteredContext(inner)
    {
        public override DateTime CurrentUtcDateTime => clock.GetUtcNow().UtcDateTime;
    }

    private sealed class ReplayContext(TaskOrchestrationContext inner) : AlteredContext(inner)
    {
        public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
        {
            if (!IsReplaying && name.Name == nameof(InvoiceActivities.PublishInvoice))
            {
                _ = CreateTimer(CurrentUtcDateTime.AddMinutes(1), CancellationToken.None);
            }

            return base.CallActivityAsync<TResult>(name, input, options);
        }
    }

    private sealed class SleepyContext(TaskOrchestrationContext inner) : AlteredContext(inner)
    {
        public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => base.CreateTimer(fireAt.AddDays(400), cancellationToken);
    }
}
