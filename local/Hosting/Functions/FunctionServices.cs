using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace RevenueFunctions.Local.Hosting.Functions;

/// <summary>Checks at start-up that every service a function asks for is registered: otherwise it would show in the first call only.</summary>
internal static class FunctionServices
{
    /// <exception cref="FunctionIndexException">Names each class and each service that nobody registers.</exception>
    public static void Check(FunctionIndex index, IServiceProvider services)
    {
        var known = services.GetRequiredService<IServiceProviderIsService>();
        var errors = new List<string>();
        foreach (var type in index.Functions.Where(function => !function.Method.IsStatic).Select(function => function.Method.DeclaringType!).Distinct())
        {
            var missing = type.GetConstructors().Select(constructor => Missing(constructor, known)).MinBy(names => names.Count);
            if (missing is null or { Count: > 0 })
            {
                errors.Add($"{type.Name} cannot be made: nobody registers {string.Join(" and ", missing ?? ["a public constructor"])}. Add it in FabricServices, or in the host if it is a port.");
            }
        }

        foreach (var function in index.Functions)
        {
            foreach (var parameter in function.Method.GetParameters()
                .Where(parameter => parameter.GetCustomAttribute<InputBindingAttribute>() is not null && !known.IsService(parameter.ParameterType)))
            {
                errors.Add($"Function '{function.Name}': nobody provides the {parameter.ParameterType.Name} for parameter '{parameter.Name}'.");
            }
        }

        if (errors.Count > 0)
        {
            throw new FunctionIndexException(errors);
        }
    }

    private static List<string> Missing(ConstructorInfo constructor, IServiceProviderIsService known) =>
        [.. constructor.GetParameters().Where(parameter => !parameter.HasDefaultValue && !known.IsService(parameter.ParameterType)).Select(parameter => parameter.ParameterType.Name)];
}
