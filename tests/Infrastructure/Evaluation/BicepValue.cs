using System.Globalization;

namespace RevenueFunctions.Tests.Infrastructure.Evaluation;

/// <summary>What an expression comes to, as far as it can be known before anything is deployed.</summary>
public abstract record BicepValue
{
    /// <summary>Nothing.</summary>
    public static readonly BicepValue Null = new Scalar(null);

    /// <summary>A text, a whole number, true, false or null.</summary>
    public sealed record Scalar(object? Value) : BicepValue;

    /// <summary>A list.</summary>
    public sealed record Items(IReadOnlyList<BicepValue> Values) : BicepValue;

    /// <summary>An object.</summary>
    public sealed record Map(IReadOnlyList<Entry> Entries) : BicepValue
    {
        /// <summary>The value under a key, as ARM compares keys.</summary>
        public BicepValue? this[string key] => Entries.LastOrDefault(entry => string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase))?.Value;
    }

    /// <summary>Known only on Azure; the text names it, so that two uses of the same thing are equal.</summary>
    public sealed record Runtime(string Name) : BicepValue;

    /// <summary>A resource by its name in a file.</summary>
    public sealed record Reference(PlannedResource Resource) : BicepValue;

    /// <summary>A module by its name in a file; null = its condition does not hold.</summary>
    public sealed record Called(ModuleInstance? Module) : BicepValue;

    /// <summary>A function of one or more arguments.</summary>
    public sealed record Function(Func<IReadOnlyList<BicepValue>, BicepValue> Body) : BicepValue;

    /// <summary>A key of an object with its value.</summary>
    public sealed record Entry(string Key, BicepValue Value, string File, int Line);

    /// <summary>A text; parts known only on Azure stand in it between guillemets.</summary>
    public string AsText() => this switch
    {
        Scalar { Value: null } => string.Empty,
        Scalar { Value: bool flag } => flag ? "true" : "false",
        Scalar scalar => Convert.ToString(scalar.Value, CultureInfo.InvariantCulture)!,
        Runtime runtime => $"«{runtime.Name}»",
        Reference reference => $"«{reference.Resource.Id}»",
        _ => $"«{this}»",
    };

    /// <summary>Whether it is known to the last character.</summary>
    public bool IsKnown => this is Scalar { Value: var value } && !(value is string text && text.Contains('«', StringComparison.Ordinal));

    /// <summary>The value below a path of keys; null when there is none.</summary>
    public BicepValue? At(params ReadOnlySpan<string> path)
    {
        var value = this;
        foreach (var key in path)
        {
            value = (value as Map)?[key];
            if (value is null)
            {
                return null;
            }
        }

        return value;
    }
}
