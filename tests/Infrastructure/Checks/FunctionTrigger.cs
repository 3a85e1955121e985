using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace RevenueFunctions.Tests.Infrastructure.Checks;

/// <summary>A trigger of a function.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Kind">The attribute without "Attribute": EventHubTrigger.</param>
/// <param name="Source">The hub, queue or schedule, as written: %Name%.</param>
/// <param name="ConsumerGroup">The consumer group, as written.</param>
/// <param name="Connection">The name under which its connection's settings stand.</param>
/// <param name="Sessions">Whether it asks for sessions.</param>
/// <param name="Retries">How often the function's retry policy tries again, -1 = for ever; null = it has none.</param>
public sealed record FunctionTrigger(string Function, string Kind, string? Source, string? ConsumerGroup, string? Connection, bool Sessions, int? Retries)
{
    /// <summary>The names of settings in it.</summary>
    public IEnumerable<string> SettingNames => new[] { Source, ConsumerGroup }
        .Where(text => text is not null && text.StartsWith('%') && text.EndsWith('%'))
        .Select(text => text!.Trim('%'));

    /// <summary>Those of a method.</summary>
    public static IEnumerable<FunctionTrigger> Of(MethodInfo method) => method.GetParameters()
        .SelectMany(parameter => parameter.GetCustomAttributes())
        .Where(attribute => attribute.GetType().Name.EndsWith("TriggerAttribute", StringComparison.Ordinal))
        .Select(attribute => new FunctionTrigger(
            method.GetCustomAttribute<FunctionAttribute>()!.Name,
            attribute.GetType().Name[..^"Attribute".Length],
            Text(attribute, "EventHubName") ?? Text(attribute, "QueueName") ?? Text(attribute, "Schedule"),
            Text(attribute, "ConsumerGroup"),
            Text(attribute, "Connection"),
            attribute.GetType().GetProperty("IsSessionsEnabled")?.GetValue(attribute) is true,
            method.GetCustomAttributes().Where(candidate => candidate.GetType().Name.EndsWith("RetryAttribute", StringComparison.Ordinal))
                .Select(candidate => candidate.GetType().GetProperty("MaxRetryCount")?.GetValue(candidate) as int?).FirstOrDefault()));

    private static string? Text(Attribute attribute, string property) => attribute.GetType().GetProperty(property)?.GetValue(attribute) as string;
}
