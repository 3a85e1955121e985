using System.Globalization;
using System.Reflection;

namespace RevenueFunctions.Tests.Contract.AzureSdk;

/// <summary>
/// Writes a type as C# would, with its nullability: <c>?</c> may be null, <c>~</c> comes from code that is not annotated.
/// </summary>
internal static class TypeText
{
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["System.Boolean"] = "bool", ["System.Byte"] = "byte", ["System.Char"] = "char", ["System.Decimal"] = "decimal",
        ["System.Double"] = "double", ["System.Int16"] = "short", ["System.Int32"] = "int", ["System.Int64"] = "long",
        ["System.Object"] = "object", ["System.Single"] = "float", ["System.String"] = "string", ["System.UInt16"] = "ushort",
        ["System.UInt32"] = "uint", ["System.UInt64"] = "ulong", ["System.Void"] = "void",
    };

    public static string Of(Type type) => Of(type, null);

    public static string Of(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
        {
            return "ref " + Of(type.GetElementType()!, nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]{Mark(type, nullability)}";
        }

        return Name(type, nullability) + Mark(type, nullability);
    }

    public static string Literal(object? value, Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            null => type.IsValueType ? "default" : "null",
            string text => $"\"{text}\"",
            bool flag => flag ? "true" : "false",
            _ when target.IsEnum => $"{Of(target)}.{Enum.ToObject(target, value)}",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }

    private static string Name(Type type, NullabilityInfo? nullability)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var arguments = type.GetGenericArguments();
        var full = type.IsNested ? $"{Name(type.DeclaringType!, null)}.{type.Name}" : $"{type.Namespace}.{type.Name}";
        if (arguments.Length == 0 || !type.Name.Contains('`', StringComparison.Ordinal))
        {
            return Keywords.GetValueOrDefault(full, full);
        }

        var inner = arguments.Select((argument, i) => Of(argument, nullability?.GenericTypeArguments.ElementAtOrDefault(i)));
        return $"{full[..full.LastIndexOf('`')]}<{string.Join(", ", inner)}>";
    }

    private static string Mark(Type type, NullabilityInfo? nullability)
    {
        if (nullability is null || type.IsValueType)
        {
            return string.Empty;
        }

        var state = nullability.ReadState == NullabilityState.Unknown ? nullability.WriteState : nullability.ReadState;
        return state switch
        {
            NullabilityState.Nullable => "?",
            NullabilityState.Unknown => "~",
            _ => string.Empty,
        };
    }
}
