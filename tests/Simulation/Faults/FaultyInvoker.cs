using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Local.Hosting.Functions;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Faults;

/// <summary>Calls functions as at-least-once delivery does: again after they succeeded, or side by side with themselves.</summary>
internal sealed class FaultyInvoker(IServiceScopeFactory scopes, InvocationIds ids, WorkerPipeline pipeline, World world, SimulatedProcess process)
    : FunctionInvoker(scopes, ids, pipeline)
{
    /// <inheritdoc/>
    public override async ValueTask<object?> InvokeAsync(FunctionEntry function, Invocation invocation)
    {
        if (invocation.Trigger is ServiceBusReceivedMessage message && FaultyDoorbell.IsPoison(message.MessageId))
        {
            throw new FormatException("The message cannot be read (simulated).");
        }

        switch (function.Trigger)
        {
            case EventHubTriggerAttribute:
                return await InvokeAsync(function, invocation, FaultKind.PartitionStolen, FaultKind.BatchRedelivered);
            case ServiceBusTriggerAttribute:
                return await InvokeAsync(function, invocation, FaultKind.SessionLockLost, FaultKind.MessageRedelivered);
            case ActivityTriggerAttribute:
                return await InvokeAsync(function, invocation, FaultKind.ActivityTwice, null);
            default:
                return await CallAsync(function, invocation);
        }
    }

    private async ValueTask<object?> InvokeAsync(FunctionEntry function, Invocation invocation, FaultKind sideBySide, FaultKind? again)
    {
        if (world.FaultAt(sideBySide, function.Name) is { } doubled)
        {
            // The second one starts while the first is under way, and nobody waits for it.
            world.Observe($"{function.Name} (second invocation)", () => SecondAsync(function, invocation, TimeSpan.FromMilliseconds(doubled.Size * 20)));
        }

        var result = await CallAsync(function, invocation);
        if (again is { } kind && world.FaultAt(kind, function.Name) is { } redelivered)
        {
            for (var times = 0; times <= redelivered.Size % 5; times++)
            {
                result = await CallAsync(function, invocation);
            }
        }

        return result;
    }

    private async ValueTask<object?> CallAsync(FunctionEntry function, Invocation invocation)
    {
        world.Trace.Enter(function.Name);
        world.Trace.Add(world.Now, $"called");
        try
        {
            var result = world.Sightings is { } sightings && function.Trigger is not OrchestrationTriggerAttribute
                ? await sightings.InCallAsync(new CallSighting(function.Name, invocation.Trigger, invocation.RetryCount), () => base.InvokeAsync(function, invocation))
                : await base.InvokeAsync(function, invocation);
            world.Trace.Add(world.Now, $"returned");
            return result;
        }
        catch (Exception failure)
        {
            world.Trace.Add(world.Now, $"threw {failure.GetType().Name}: {failure.Message}");
            throw;
        }
    }

    private async Task SecondAsync(FunctionEntry function, Invocation invocation, TimeSpan after)
    {
        await world.TravelAsync(process, after);
        try
        {
            await CallAsync(function, invocation);
        }
#pragma warning disable CA1031 // Justification: an invocation that lost its trigger has nobody to tell; what it left behind is what the invariants look at.
        catch (Exception)
#pragma warning restore CA1031
        {
            world.Trace.Add(world.Now, $"nobody hears of the failure of {function.Name}");
        }
    }
}
