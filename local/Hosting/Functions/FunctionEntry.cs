using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace RevenueFunctions.Local.Hosting.Functions;

/// <summary>One function of the app: what triggers it, and how to call it.</summary>
public sealed class FunctionEntry
{
    internal FunctionEntry(string name, MethodInfo method, TriggerBindingAttribute trigger, ParameterInfo triggerParameter)
    {
        Name = name;
        Method = method;
        Trigger = trigger;
        TriggerParameter = triggerParameter;
        Definition = new LocalFunctionDefinition(this);
        Call = FunctionCall.Compile(method);
    }

    /// <summary>The name in its FunctionAttribute; unique without regard to case.</summary>
    public string Name { get; }

    /// <summary>The method behind it.</summary>
    public MethodInfo Method { get; }

    /// <summary>What triggers it.</summary>
    public TriggerBindingAttribute Trigger { get; }

    /// <summary>The parameter that carries the trigger.</summary>
    public ParameterInfo TriggerParameter { get; }

    /// <summary>How the function describes itself to its own code.</summary>
    public FunctionDefinition Definition { get; }

    /// <summary>Such as "httpTrigger".</summary>
    public string TriggerName => TriggerNameOf(Trigger.GetType());

    internal FunctionCall Call { get; }

    /// <summary>One for each parameter, in order.</summary>
    internal IReadOnlyList<ParameterBinding> Bindings { get; init; } = [];

    internal static string TriggerNameOf(Type attribute)
    {
        var name = attribute.Name.EndsWith("Attribute", StringComparison.Ordinal) ? attribute.Name[..^"Attribute".Length] : attribute.Name;
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
