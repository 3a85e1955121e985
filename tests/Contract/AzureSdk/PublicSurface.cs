using System.Reflection;
using System.Runtime.CompilerServices;

namespace RevenueFunctions.Tests.Contract.AzureSdk;

/// <summary>An assembly's public surface, one line for each fact that a caller could come to depend on.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetExportedTypes().SelectMany(Of).Order(StringComparer.Ordinal);

    public static IEnumerable<string> Of(Type type)
    {
        var name = TypeText.Of(type);
        yield return $"{name} : {Kind(type)}";
        if (type.BaseType is { } parent && parent != typeof(object) && !type.IsValueType && !IsDelegate(type))
        {
            yield return $"{name} : base {TypeText.Of(parent)}";
        }

        var inherited = type.BaseType?.GetInterfaces() ?? [];
        foreach (var contract in type.GetInterfaces().Where(i => i.IsVisible && !type.IsEnum && !inherited.Contains(i)))
        {
            yield return $"{name} : implements {TypeText.Of(contract)}";
        }

        if (type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } usage)
        {
            yield return $"{name} : usage {usage.ValidOn} multiple={usage.AllowMultiple} inherited={usage.Inherited}";
        }

        if (type.IsEnum)
        {
            foreach (var value in Enum.GetValuesAsUnderlyingType(type))
            {
                yield return $"{name}.{Enum.ToObject(type, value)} = {value}";
            }

            yield break;
        }

        foreach (var line in Members(type))
        {
            yield return $"{name}.{line}";
        }
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (IsDelegate(type))
        {
            return [Method(type.GetMethod("Invoke")!)];
        }

        var constructors = type.GetConstructors(Declared).Where(IsVisible).Select(c => $"{Modifiers(c)}.ctor({Parameters(c)})");
        var methods = type.GetMethods(Declared).Where(m => IsVisible(m) && !IsAccessor(m) && !IsCompilerMade(m)).Select(Method);
        var properties = type.GetProperties(Declared).Where(p => p.GetAccessors(nonPublic: true).Any(IsVisible)).Select(Property);
        var fields = type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly).Select(Field);
        return constructors.Concat(methods).Concat(properties).Concat(fields);
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => $"enum {TypeText.Of(Enum.GetUnderlyingType(type))}",
        { IsInterface: true } => "interface",
        { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct",
        _ when IsDelegate(type) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Method(MethodInfo method)
    {
        var nullability = new NullabilityInfoContext().Create(method.ReturnParameter);
        var generic = method.IsGenericMethodDefinition
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>{Constraints(method)}"
            : string.Empty;
        return $"{Modifiers(method)}{TypeText.Of(method.ReturnType, nullability)} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Constraints(MethodInfo method) => string.Concat(
        method.GetGenericArguments().SelectMany(a => a.GetGenericParameterConstraints().Select(c => $"[{a.Name}:{TypeText.Of(c)}]")));

    private static string Property(PropertyInfo property)
    {
        var nullability = new NullabilityInfoContext().Create(property);
        var accessors = new[] { (Verb: "get", Method: property.GetMethod), (Verb: "set", Method: property.SetMethod) }
            .Where(a => a.Method is not null && IsVisible(a.Method))
            .Select(a => $"{Modifiers(a.Method!)}{(IsInit(a.Method!) ? "init" : a.Verb)};");
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : string.Empty;
        var index = string.Join(", ", property.GetIndexParameters().Select(p => $"{TypeText.Of(p.ParameterType)} {p.Name}"));
        return $"{required}{TypeText.Of(property.PropertyType, nullability)} {property.Name}{(index.Length == 0 ? "" : $"[{index}]")} "
            + $"{{ {string.Join(' ', accessors)} }}";
    }

    private static string Field(FieldInfo field)
    {
        var value = field.IsLiteral ? $" = {TypeText.Literal(field.GetRawConstantValue(), field.FieldType)}" : string.Empty;
        var kind = field.IsLiteral ? "const " : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}";
        return $"{kind}{TypeText.Of(field.FieldType, new NullabilityInfoContext().Create(field))} {field.Name}{value}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var array = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : string.Empty;
        var direction = parameter is { IsOut: true, ParameterType.IsByRef: true } ? "out " : string.Empty;
        var type = TypeText.Of(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));
        var value = parameter.HasDefaultValue ? $" = {TypeText.Literal(parameter.RawDefaultValue, parameter.ParameterType)}" : string.Empty;
        return $"{array}{direction}{type} {parameter.Name}{value}";
    }

    private static string Modifiers(MethodBase method)
    {
        var access = method.IsPublic ? string.Empty : "protected ";
        if (method.IsStatic)
        {
            return access + (method.IsDefined(typeof(ExtensionAttribute)) ? "extension " : "static ");
        }

        if (!method.IsVirtual || method.DeclaringType!.IsInterface)
        {
            return access;
        }

        var overrides = method is MethodInfo info && info.GetBaseDefinition() != info;
        return access + (method.IsAbstract ? "abstract " : overrides ? "override " : method.IsFinal ? string.Empty : "virtual ");
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    /// <summary>A record's own members say nothing that "record" does not.</summary>
    private static bool IsCompilerMade(MethodInfo method) => method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static bool IsDelegate(Type type) => typeof(Delegate).IsAssignableFrom(type);

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Any(m => m == typeof(IsExternalInit) || m.Name == nameof(IsExternalInit));
}
