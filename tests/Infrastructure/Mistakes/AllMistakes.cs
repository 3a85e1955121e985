using System.Reflection;

namespace RevenueFunctions.Tests.Infrastructure.Mistakes;

/// <summary>Every seeded mistake.</summary>
public static class AllMistakes
{
    /// <summary>Those of every class in this folder that has some.</summary>
    public static IReadOnlyList<Mistake> List { get; } = [.. typeof(AllMistakes).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(AllMistakes).Namespace && type != typeof(AllMistakes))
        .Select(type => type.GetProperty("Mistakes", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
        .OfType<IEnumerable<Mistake>>()
        .SelectMany(mistakes => mistakes)];
}
