using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using RevenueFunctions.Functions.Access;

namespace RevenueFunctions.Local.Hosting.Functions;

/// <summary>The functions of an assembly, found by their attributes and checked, so that a mistake shows at start-up and not in a call.</summary>
public sealed class FunctionIndex
{
    private readonly Dictionary<string, FunctionEntry> byName;

    private FunctionIndex(IEnumerable<FunctionEntry> functions)
    {
        byName = functions.ToDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);
        Operations = new ApiOperations(Functions.Select(function => function.Method.DeclaringType!).Distinct());
    }

    /// <summary>What the HTTP functions among them say of themselves. Read here, once: a process may compose many hosts on one index.</summary>
    public ApiOperations Operations { get; }

    /// <summary>All functions, in order of their names.</summary>
    public IEnumerable<FunctionEntry> Functions => byName.Values.OrderBy(function => function.Name, StringComparer.Ordinal);

    /// <summary>The function of that name (without regard to case), or null.</summary>
    public FunctionEntry? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The functions with a trigger of that kind.</summary>
    public IEnumerable<(FunctionEntry Function, TTrigger Trigger)> TriggeredBy<TTrigger>()
        where TTrigger : TriggerBindingAttribute =>
        Functions.Where(function => function.Trigger is TTrigger).Select(function => (function, (TTrigger)function.Trigger));

    /// <summary>Indexes the public methods with a FunctionAttribute.</summary>
    /// <exception cref="FunctionIndexException">Names everything that is wrong, not only the first thing.</exception>
    public static FunctionIndex Of(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return Of(assembly.GetTypes());
    }

    /// <summary>Indexes the functions of some classes.</summary>
    /// <exception cref="FunctionIndexException">Names everything that is wrong, not only the first thing.</exception>
    public static FunctionIndex Of(IEnumerable<Type> types)
    {
        var errors = new List<string>();
        var functions = new List<FunctionEntry>();
        var methods = types
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)
            .OrderBy(method => method.GetCustomAttribute<FunctionAttribute>()!.Name, StringComparer.Ordinal);
        foreach (var method in methods)
        {
            if (Read(method, errors) is { } function)
            {
                functions.Add(function);
            }
        }

        foreach (var same in functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            errors.Add($"Function name '{same.Key}' is used by {string.Join(" and ", same.Select(function => function.Definition.EntryPoint))}: names are unique, without regard to case.");
        }

        return errors.Count == 0 ? new FunctionIndex(functions) : throw new FunctionIndexException(errors);
    }

    private static FunctionEntry? Read(MethodInfo method, List<string> errors)
    {
        var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        var triggers = method.GetParameters().Where(parameter => parameter.GetCustomAttribute<TriggerBindingAttribute>() is not null).ToList();
        if (string.IsNullOrEmpty(name) || !char.IsAsciiLetter(name[0]) || name.Length > 128 || name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or '-')))
        {
            errors.Add($"Function name '{name}' is not valid: a letter, then up to 127 letters, digits, _ or -.");
            return null;
        }

        if (triggers.Count != 1)
        {
            errors.Add($"Function '{name}' has {triggers.Count} trigger parameters: it needs exactly one.");
            return null;
        }

        var trigger = triggers[0].GetCustomAttribute<TriggerBindingAttribute>()!;
        if ((TriggerRules.Problem(trigger, triggers[0]) ?? TriggerRules.RetryProblem(trigger, method.GetCustomAttribute<RetryAttribute>())) is { } problem)
        {
            errors.Add($"Function '{name}': {problem}");
            return null;
        }

        if (trigger is HttpTriggerAttribute && !ReturnsHttpResult(method.ReturnType))
        {
            errors.Add($"Function '{name}' returns {method.ReturnType.Name}: an HTTP function returns IResult or IActionResult (or a task of one, or nothing), because the worker answers with nothing else.");
            return null;
        }

        var bindings = method.GetParameters().Select(parameter => (parameter, Binding: ParameterBindings.For(parameter, trigger))).ToList();
        foreach (var (parameter, _) in bindings.Where(binding => binding.Binding is null))
        {
            errors.Add($"Function '{name}': nothing binds parameter '{parameter.Name}' of type {parameter.ParameterType.Name}. Take services in the class's constructor.");
        }

        return bindings.Exists(binding => binding.Binding is null)
            ? null
            : new FunctionEntry(name, method, trigger, triggers[0]) { Bindings = [.. bindings.Select(binding => binding.Binding!)] };
    }

    private static bool ReturnsHttpResult(Type type)
    {
        var result = type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? type.GenericTypeArguments[0]
            : type;
        return result == typeof(void) || result == typeof(Task) || result == typeof(ValueTask)
            || typeof(IResult).IsAssignableFrom(result) || typeof(IActionResult).IsAssignableFrom(result);
    }
}

/// <summary>The function app cannot start: each error names the function and the remedy.</summary>
public sealed class FunctionIndexException(IReadOnlyList<string> errors)
    : InvalidOperationException($"The functions cannot be indexed:{Environment.NewLine}{string.Join(Environment.NewLine, errors.Select(error => $"- {error}"))}")
{
    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
