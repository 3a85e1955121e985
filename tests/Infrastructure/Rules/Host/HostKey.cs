using System.Globalization;
using System.Text.Json;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Host;

/// <summary>A key that host.json may hold.</summary>
/// <param name="Path">The keys to it; * stands for any one.</param>
/// <param name="Kind">What it takes: text, flag, number, time, or the values with | between them.</param>
/// <param name="Standard">What holds when it is not set; null = nothing.</param>
/// <param name="Least">The least number.</param>
/// <param name="Most">The greatest number.</param>
public sealed record HostKey(string Path, string Kind, string? Standard = null, int Least = 0, int Most = int.MaxValue)
{
    /// <summary>What is wrong with a value; null = nothing.</summary>
    public string? Problem(JsonElement value) => Kind switch
    {
        "text" => value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0 ? null : "takes a text",
        "list" => value.ValueKind == JsonValueKind.Array ? null : "takes a list",
        "flag" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "takes true or false",
        "number" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= Least && number <= Most ? null : $"takes a whole number from {Least} to {Most}",
        "time" => value.ValueKind == JsonValueKind.String && TimeSpan.TryParseExact(value.GetString(), ["c", @"d\.hh\:mm\:ss"], CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero
            ? null : "takes a time as 'hh:mm:ss'",
        _ => value.ValueKind == JsonValueKind.String && Kind.Split('|').Contains(value.GetString(), StringComparer.OrdinalIgnoreCase) ? null : $"takes one of {Kind.Replace("|", ", ", StringComparison.Ordinal)}",
    };
}
