using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;

namespace RevenueFunctions.Local.Hosting.Functions;

/// <summary>How a function describes itself to its own code.</summary>
internal sealed class LocalFunctionDefinition(FunctionEntry function) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
    [
        .. function.Method.GetParameters().Select(parameter =>
            new FunctionParameter(parameter.Name!, parameter.ParameterType, parameter.HasDefaultValue, parameter.HasDefaultValue ? parameter.DefaultValue : null)),
    ];

    public override string PathToAssembly => function.Method.Module.FullyQualifiedName;

    public override string EntryPoint => $"{function.Method.DeclaringType!.FullName}.{function.Method.Name}";

    /// <summary>Stable across restarts, as the real one is.</summary>
    public override string Id => function.Name;

    public override string Name => function.Name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        ImmutableDictionary<string, BindingMetadata>.Empty.Add(function.TriggerParameter.Name!, new Metadata(function));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    private sealed class Metadata(FunctionEntry function) : BindingMetadata
    {
        public override string Name => function.TriggerParameter.Name!;

        public override string Type => function.TriggerName;

        public override BindingDirection Direction => BindingDirection.In;
    }
}
