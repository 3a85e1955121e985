using Microsoft.Azure.Functions.Worker.Context.Features;

namespace Microsoft.Azure.Functions.Worker
{
    /// <summary>Access to what an invocation comes to.</summary>
    public static class FunctionContextBindingFeatureExtensions
    {
        public static InvocationResult GetInvocationResult(this FunctionContext context)
        {
            ArgumentNullException.ThrowIfNull(context);
            var bindings = context.Features.Get<IFunctionBindingsFeature>()
                ?? throw new InvalidOperationException($"The feature {nameof(IFunctionBindingsFeature)} is missing: the context was not made by a host.");
            return new BoundResult(bindings);
        }

        private sealed class BoundResult(IFunctionBindingsFeature bindings) : InvocationResult
        {
            public override object? Value { get => bindings.InvocationResult; set => bindings.InvocationResult = value; }
        }
    }
}

namespace Microsoft.Azure.Functions.Worker.Context.Features
{
    /// <summary>Where the host keeps what the function returned.</summary>
    internal interface IFunctionBindingsFeature
    {
        object? InvocationResult { get; set; }
    }
}
