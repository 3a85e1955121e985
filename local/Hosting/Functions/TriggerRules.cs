using System.Reflection;
using Azure.Messaging.EventHubs;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;

namespace RevenueFunctions.Local.Hosting.Functions;

/// <summary>Which triggers the embedded host serves, and which types their parameters may have.</summary>
internal static class TriggerRules
{
    /// <summary>What is wrong with the trigger, or null.</summary>
    public static string? Problem(TriggerBindingAttribute trigger, ParameterInfo parameter) => trigger switch
    {
        HttpTriggerAttribute { AuthLevel: AuthorizationLevel.User } => "authorization level User is not supported: use Function, or check the token in the app.",
        HttpTriggerAttribute when ParameterBindings.IsBody(parameter) => null,
        HttpTriggerAttribute => Takes(parameter, typeof(HttpRequest)),
        TimerTriggerAttribute => Takes(parameter, typeof(TimerInfo)),
        ServiceBusTriggerAttribute { QueueName: null } => "the embedded host serves queues, not topics.",
        ServiceBusTriggerAttribute { IsSessionsEnabled: false } => "the embedded host serves session queues only: set IsSessionsEnabled.",
        ServiceBusTriggerAttribute { IsBatched: true } => "a batch with sessions runs one session at a time: take single messages.",
        ServiceBusTriggerAttribute => Takes(parameter, typeof(ServiceBusReceivedMessage), typeof(string), typeof(BinaryData)),
        EventHubTriggerAttribute { IsBatched: true } => Takes(parameter, typeof(EventData[])),
        EventHubTriggerAttribute => Takes(parameter, typeof(EventData)),
        OrchestrationTriggerAttribute => Takes(parameter, typeof(TaskOrchestrationContext)),
        ActivityTriggerAttribute => null,
        _ => $"the embedded host has no engine for {trigger.GetType().Name}.",
    };

    /// <summary>
    /// What is wrong with a retry attribute, or null. Functions refuses it too (AZFW0012), but for Event Hub and timer triggers; this host
    /// does not retry timers.
    /// </summary>
    public static string? RetryProblem(TriggerBindingAttribute trigger, RetryAttribute? retry) => retry is null || trigger is EventHubTriggerAttribute
        ? null
        : $"{retry.GetType().Name} works for Event Hub triggers only; retry in the function.";

    private static string? Takes(ParameterInfo parameter, params Type[] types) => types.Contains(parameter.ParameterType)
        ? null
        : $"parameter '{parameter.Name}' is a {parameter.ParameterType.Name}; its trigger binds to {string.Join(" or ", types.Select(type => type.Name))}.";
}
