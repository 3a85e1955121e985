namespace RevenueFunctions.Tests.Infrastructure.Checks;

/// <summary>Every rule there is.</summary>
public static class AllRules
{
    /// <summary>One of each class.</summary>
    public static IReadOnlyList<Rule> List { get; } = [.. typeof(Rule).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Rule)))
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .Select(type => (Rule)Activator.CreateInstance(type)!)];
}
