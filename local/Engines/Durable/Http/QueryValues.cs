using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Local.Engines.Durable.Http;

/// <summary>
/// Reads query parameters. The real API ignores a value it cannot read; here it is refused, because a filter that is ignored on a
/// purge deletes what nobody meant.
/// </summary>
internal sealed class QueryValues(IQueryCollection query)
{
    private readonly List<ValidationIssue> issues = [];

    public IReadOnlyList<ValidationIssue> Issues => issues;

    public string? Text(string name) => query[name].FirstOrDefault();

    public bool Flag(string name, bool otherwise)
    {
        if (Text(name) is not { Length: > 0 } text)
        {
            return otherwise;
        }

        return bool.TryParse(text, out var value) ? value : Refuse(name, "is neither true nor false", "Send true or false.", otherwise);
    }

    public int Number(string name, int otherwise, int most)
    {
        if (Text(name) is not { Length: > 0 } text)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is > 0 && value <= most
            ? value
            : Refuse(name, "is no number in range", $"Send a number from 1 to {most}.", otherwise);
    }

    public TimeSpan? Seconds(string name)
    {
        if (Text(name) is not { Length: > 0 } text)
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 86_400
            ? TimeSpan.FromSeconds(value)
            : Refuse<TimeSpan?>(name, "is no number of seconds", "Send seconds, at most 86400.", null);
    }

    public DateTime? Time(string name)
    {
        if (Text(name) is not { Length: > 0 } text)
        {
            return null;
        }

        return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value)
            ? value
            : Refuse<DateTime?>(name, "is no time", "Send an ISO 8601 time, such as 2026-10-01T00:00:00Z.", null);
    }

    public ImmutableHashSet<InstanceStatus>? Statuses(string name)
    {
        var wanted = ImmutableHashSet.CreateBuilder<InstanceStatus>();
        foreach (var text in query[name].SelectMany(value => (value ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (Enum.TryParse<InstanceStatus>(text, ignoreCase: true, out var status) && Enum.IsDefined(status))
            {
                wanted.Add(status);
            }
            else if (text is not ("ContinuedAsNew" or "Canceled"))
            {
                Refuse(name, $"has the unknown status '{text}'", $"Send some of {string.Join(", ", Enum.GetNames<InstanceStatus>())}.", 0);
            }
        }

        return wanted.Count == 0 ? null : wanted.ToImmutable();
    }

    private T Refuse<T>(string name, string what, string remedy, T otherwise)
    {
        issues.Add(new ValidationIssue(name, "invalid-parameter", $"The query parameter '{name}' {what}.", remedy));
        return otherwise;
    }
}
