using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace RevenueFunctions.Local.Hosting.Functions;

/// <summary>Yields the value of one parameter for a call.</summary>
internal delegate object? ParameterBinding(Invocation invocation, LocalFunctionContext context);

/// <summary>Decides once, at start-up, where each parameter's value comes from.</summary>
internal static class ParameterBindings
{
    /// <summary>The binding, or null when nothing could ever fill the parameter.</summary>
    public static ParameterBinding? For(ParameterInfo parameter, TriggerBindingAttribute trigger)
    {
        var type = parameter.ParameterType;
        if (IsBody(parameter))
        {
            return static (_, context) => context.Body;
        }

        if (parameter.GetCustomAttribute<TriggerBindingAttribute>() is not null)
        {
            return static (invocation, _) => invocation.Trigger;
        }

        if (type == typeof(FunctionContext))
        {
            return static (_, context) => context;
        }

        if (type == typeof(CancellationToken))
        {
            return static (invocation, _) => invocation.CancellationToken;
        }

        if (type == typeof(HttpRequest))
        {
            return static (invocation, _) => invocation.Http?.Request;
        }

        if (type == typeof(ServiceBusMessageActions) || type == typeof(ServiceBusSessionMessageActions))
        {
            return (invocation, _) => invocation.Actions.FirstOrDefault(type.IsInstanceOfType);
        }

        if (parameter.GetCustomAttribute<InputBindingAttribute>() is not null)
        {
            return (_, context) => context.InstanceServices.GetRequiredService(type);
        }

        if (!SimpleValues.IsSimple(type))
        {
            return null;
        }

        var name = parameter.Name!;
        return trigger is HttpTriggerAttribute
            ? (invocation, _) => SimpleValues.Read(parameter, invocation.Http!.Request.RouteValues[name])
            : (invocation, _) => SimpleValues.Read(parameter, invocation.BindingData?.GetValueOrDefault(name));
    }

    /// <summary>True for the parameter that takes the request's body.</summary>
    public static bool IsBody(ParameterInfo parameter) => parameter.GetCustomAttribute<FromBodyAttribute>() is not null;

    /// <summary>True for a parameter that takes a part of the route (or of the trigger's metadata) by its name.</summary>
    public static bool IsByName(ParameterInfo parameter) =>
        SimpleValues.IsSimple(parameter.ParameterType) && !IsBody(parameter) && parameter.GetCustomAttribute<BindingAttribute>() is null;
}
