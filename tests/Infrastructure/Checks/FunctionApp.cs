using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Functions;

namespace RevenueFunctions.Tests.Infrastructure.Checks;

/// <summary>What the code of the function app asks of its surroundings, by reflection.</summary>
/// <param name="Triggers">The triggers of all functions.</param>
public sealed record FunctionApp(IReadOnlyList<FunctionTrigger> Triggers)
{
    /// <summary>As it is built.</summary>
    public static FunctionApp Real { get; } = new([.. typeof(FabricServices).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)
        .SelectMany(FunctionTrigger.Of)]);

    /// <summary>The names of settings that triggers hold as %Name%.</summary>
    public IEnumerable<string> SettingsInTriggers => Triggers.SelectMany(trigger => trigger.SettingNames).Distinct();
}
