using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Extensions.DependencyInjection;

namespace RevenueFunctions.Local.Hosting.Functions;

/// <summary>The context of one call. Its scope of services is made when somebody asks for it: a static function often never does.</summary>
internal sealed class LocalFunctionContext(FunctionEntry function, Invocation invocation, Func<string> newId, IServiceScopeFactory scopes)
    : FunctionContext, IFunctionBindingsFeature, IAsyncDisposable
{
    private AsyncServiceScope? scope;
    private IServiceProvider? services;
    private IDictionary<object, object>? items;
    private LocalFeatures? features;
    private string? id;

    /// <summary>The function called.</summary>
    public FunctionEntry Function => function;

    /// <summary>What it is called with.</summary>
    public Invocation Invocation => invocation;

    /// <summary>The body of the request, where a parameter takes it.</summary>
    public object? Body { get; set; }

    /// <summary>What the function returned, or what a step of the pipeline answered in its place.</summary>
    public object? InvocationResult { get; set; }

    public override string InvocationId => id ??= newId();

    public override string FunctionId => function.Definition.Id;

    public override TraceContext TraceContext => new LocalTraceContext(Activity.Current);

    public override BindingContext BindingContext => new LocalBindingContext(invocation);

    public override RetryContext RetryContext => new LocalRetryContext(invocation);

    public override FunctionDefinition FunctionDefinition => function.Definition;

    public override CancellationToken CancellationToken => invocation.CancellationToken;

    public override IInvocationFeatures Features => features ??= new LocalFeatures(this);

    public override IServiceProvider InstanceServices
    {
        get => services ??= (scope ??= scopes.CreateAsyncScope()).ServiceProvider;
        set => services = value;
    }

    public override IDictionary<object, object> Items
    {
        get
        {
            if (items is null)
            {
                items = new Dictionary<object, object>();
                if (invocation.Http is not null)
                {
                    items[FunctionContextExtensions.HttpContextKey] = invocation.Http;
                }
            }

            return items;
        }
        set => items = value;
    }

    public ValueTask DisposeAsync() => scope?.DisposeAsync() ?? ValueTask.CompletedTask;

    private sealed class LocalTraceContext(Activity? activity) : TraceContext
    {
        public override string TraceParent => activity?.Id ?? string.Empty;

        public override string TraceState => activity?.TraceStateString ?? string.Empty;
    }

    private sealed class LocalBindingContext(Invocation invocation) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData =>
            invocation.BindingData ?? invocation.Http?.Request.RouteValues ?? (IReadOnlyDictionary<string, object?>)ImmutableDictionary<string, object?>.Empty;
    }

    private sealed class LocalRetryContext(Invocation invocation) : RetryContext
    {
        public override int RetryCount => invocation.RetryCount;

        public override int MaxRetryCount => invocation.MaxRetryCount;
    }

    private sealed class LocalFeatures(LocalFunctionContext context) : IInvocationFeatures
    {
        private readonly Dictionary<Type, object> features = new() { [typeof(IFunctionBindingsFeature)] = context };

        public T? Get<T>() => features.TryGetValue(typeof(T), out var feature) ? (T)feature : default;

        public void Set<T>(T instance)
        {
            ArgumentNullException.ThrowIfNull(instance);
            features[typeof(T)] = instance;
        }

        public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => features.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
