using System.ComponentModel;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace RevenueFunctions.Functions.Settings;

/// <summary>A section of the settings that options are read from: what may stand in it, and what its values have to be.</summary>
/// <param name="name">The section.</param>
/// <param name="options">The type of the options.</param>
/// <param name="shape">The type whose properties are its settings; a dictionary where names are free.</param>
/// <param name="read">Reads and validates the options.</param>
public sealed partial class SettingsSection(string name, Type options, Type shape, Func<IServiceProvider, object> read)
{
    private static readonly Type Dictionary = typeof(IDictionary<,>);

    /// <summary>The section.</summary>
    public string Name { get; } = name;

    /// <summary>The type of the options.</summary>
    public Type Options { get; } = options;

    /// <summary>Its settings, each with the parts of its name separated by ':'; a free name as {name}.</summary>
    public IEnumerable<string> Settings() => Settings(Name, shape);

    /// <summary>Settings that nobody reads: a misspelt one would be believed to hold.</summary>
    public IEnumerable<string> Unknown(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Unknown(configuration.GetSection(Name), shape);
    }

    /// <summary>Values that cannot be read as what they have to be.</summary>
    public IEnumerable<string> Unreadable(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Unreadable(configuration.GetSection(Name), shape);
    }

    /// <summary>What the options themselves find wrong. All values must be readable.</summary>
    public IEnumerable<string> Invalid(IServiceProvider services)
    {
        try
        {
            _ = read(services);
            return [];
        }
        catch (OptionsValidationException wrong)
        {
            return wrong.Failures.Select(Sentence);
        }
    }

    private static Type? ValueOf(Type type) =>
        type.GetInterfaces().Append(type).FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == Dictionary)?.GetGenericArguments()[1];

    private static bool IsValue(Type type) => type == typeof(string) || TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));

    private static IEnumerable<(string Name, Type Type)> Members(Type type) =>
        type.GetProperties().Where(property => property.SetMethod is not null || ValueOf(property.PropertyType) is not null).Select(property => (property.Name, property.PropertyType));

    private static IEnumerable<string> Settings(string name, Type type) =>
        IsValue(type) ? [name]
        : ValueOf(type) is { } value ? Settings($"{name}:{{name}}", value)
        : Members(type).SelectMany(member => Settings($"{name}:{member.Name}", member.Type));

    private static Type? MemberOf(Type type, string name) =>
        IsValue(type) ? null : ValueOf(type) ?? Members(type).Where(member => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)).Select(member => member.Type).FirstOrDefault();

    private static IEnumerable<string> Unknown(IConfigurationSection section, Type type)
    {
        foreach (var child in section.GetChildren())
        {
            if (MemberOf(type, child.Key) is { } member)
            {
                foreach (var below in Unknown(child, member))
                {
                    yield return below;
                }
            }
            else
            {
                var known = IsValue(type) ? "a single value" : string.Join(", ", Members(type).Select(one => one.Name).Order(StringComparer.Ordinal));
                yield return $"{child.Path} is not known: {section.Path} takes {known}.";
            }
        }
    }

    private static IEnumerable<string> Unreadable(IConfigurationSection section, Type type) =>
        IsValue(type)
            ? section.Value is { } text && !IsReadable(type, text) ? [$"{section.Path} is not {KindOf(type)}."] : []
            : section.GetChildren().SelectMany(child => MemberOf(type, child.Key) is { } member ? Unreadable(child, member) : []);

    private static bool IsReadable(Type type, string text)
    {
        try
        {
            _ = TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
            return true;
        }
#pragma warning disable CA1031 // Justification: converters wrap what they meet in Exception itself (BaseNumberConverter); whatever it is, the text cannot be read.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private static string KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsEnum: true } choice => $"one of {string.Join(", ", Enum.GetNames(choice))}",
        var one when one == typeof(bool) => "true or false",
        var one when one == typeof(TimeSpan) => "a time span such as 00:05:00",
        var one when one == typeof(DateTimeOffset) => "an instant such as 2026-01-01T00:00:00Z",
        var one when one == typeof(Uri) => "an address",
        var one when one == typeof(int) || one == typeof(long) => "a whole number",
        _ => "a number",
    };

    // Data annotations speak of members, and the framework wraps what they say; everything else begins with the setting's name.
    private string Sentence(string failure) => Annotation().Match(failure) is not { Success: true } annotation ? failure
        : annotation.Groups["error"].Value is var error && error.StartsWith($"{Name}:", StringComparison.Ordinal) ? error
        : $"{Name}:{annotation.Groups["members"].Value} is wrong: {error}";

    [GeneratedRegex("^DataAnnotation validation failed for '[^']*' members: '(?<members>[^']*)' with the error: '(?<error>.*)'\\.$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Annotation();
}
