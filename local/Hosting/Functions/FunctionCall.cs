using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace RevenueFunctions.Local.Hosting.Functions;

/// <summary>A method compiled once into a delegate, so that a call costs no reflection; and the factory of its class.</summary>
internal sealed class FunctionCall
{
    private FunctionCall(Func<object?, object?[], ValueTask<object?>> invoke, ObjectFactory? factory)
    {
        Invoke = invoke;
        Factory = factory;
    }

    /// <summary>Calls the method on the instance (null for a static one); the task yields what the method's task yields, null for none.</summary>
    public Func<object?, object?[], ValueTask<object?>> Invoke { get; }

    /// <summary>Makes the instance from the invocation's services; null for a static method.</summary>
    public ObjectFactory? Factory { get; }

    public static FunctionCall Compile(MethodInfo method)
    {
        var instance = Expression.Parameter(typeof(object), "instance");
        var arguments = Expression.Parameter(typeof(object?[]), "arguments");
        var parameters = method.GetParameters().Select((parameter, at) =>
            Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(at)), parameter.ParameterType));
        var call = Expression.Call(method.IsStatic ? null : Expression.Convert(instance, method.DeclaringType!), method, parameters);
        var lambda = Expression.Lambda<Func<object?, object?[], ValueTask<object?>>>(Unify(call), instance, arguments);
        return new FunctionCall(lambda.Compile(), method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []));
    }

    private static Expression Unify(MethodCallExpression call)
    {
        var type = call.Type;
        if (type == typeof(void))
        {
            return Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)));
        }

        if (type == typeof(Task) || type == typeof(ValueTask))
        {
            return Expression.Call(Adapter(nameof(FromTask), type), call);
        }

        if (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>)))
        {
            var name = type.GetGenericTypeDefinition() == typeof(Task<>) ? nameof(FromTaskOf) : nameof(FromValueTaskOf);
            return Expression.Call(typeof(FunctionCall).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type.GenericTypeArguments), call);
        }

        return Expression.New(typeof(ValueTask<object?>).GetConstructor([typeof(object)])!, Expression.Convert(call, typeof(object)));
    }

    private static MethodInfo Adapter(string name, Type parameter) =>
        typeof(FunctionCall).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static, [parameter])!;

    // The awaits below keep the caller's context: an orchestrator's continuation must stay on the engine's thread.
    private static async ValueTask<object?> FromTask(Task task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> FromTask(ValueTask task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> FromTaskOf<T>(Task<T> task) => await task;

    private static async ValueTask<object?> FromValueTaskOf<T>(ValueTask<T> task) => await task;
}
