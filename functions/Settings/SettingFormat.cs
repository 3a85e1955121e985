using System.Data.Common;
using System.Text.RegularExpressions;
using NCrontab;

namespace RevenueFunctions.Functions.Settings;

/// <summary>What a setting's value has to look like. Its kind shows in the end of its name, as those of Functions do.</summary>
internal static partial class SettingFormat
{
    private static readonly CrontabSchedule.ParseOptions SixFields = new() { IncludingSeconds = true };

    /// <summary>What is wrong with a value, without the value: it may be a secret that was put into the wrong place.</summary>
    public static string? Wrong(string setting, string value) => setting switch
    {
        _ when setting.EndsWith(":fullyQualifiedNamespace", StringComparison.Ordinal) => IsHostName(value) ? null : "is no host name: the name alone, without scheme, port or path",
        _ when setting.EndsWith(":serviceUris", StringComparison.Ordinal) => Parts(value) is { Length: > 0 } addresses && Array.TrueForAll(addresses, IsServiceAddress) ? null : "is no list of https addresses, separated by commas",
        _ when setting.EndsWith(":credential", StringComparison.Ordinal) => value.Equals("managedidentity", StringComparison.OrdinalIgnoreCase) ? null : "is no way to authenticate that the app knows",
        _ when setting.EndsWith(":clientId", StringComparison.Ordinal) => Guid.TryParseExact(value, "D", out _) ? null : "is no client id: a GUID",
        _ when setting.EndsWith("Schedule", StringComparison.Ordinal) => Schedule(value) is not null ? null : "is no schedule (NCRONTAB): six fields, {second} {minute} {hour} {day} {month} {day of week}",
        "TASKHUB_NAME" => TaskHub().IsMatch(value) ? null : "is no name for a task hub: a letter, then 2 to 44 letters and digits (with Durable Task Scheduler '-' between them)",
        "UsageHubConsumerGroup" => value == "$Default" || Entity().IsMatch(value) ? null : "is no name for a consumer group: letters, digits, '.', '-' and '_'",
        _ when setting.EndsWith("HubName", StringComparison.Ordinal) || setting.EndsWith("QueueName", StringComparison.Ordinal) => Entity().IsMatch(value) ? null : "is no name for a hub or queue: letters, digits, '.', '-' and '_'",
        "UsageHub" or "OutboundHub" or "PostingQueue" => Has(value, "Endpoint") ? null : "is no connection string: it has no Endpoint",
        "TableStorage" => Has(value, "UseDevelopmentStorage") || Has(value, "AccountName") || Has(value, "TableEndpoint") ? null : "is no connection string: it has neither AccountName nor TableEndpoint",
        "APPLICATIONINSIGHTS_CONNECTION_STRING" => Has(value, "InstrumentationKey") ? null : "is no connection string: it has no InstrumentationKey",
        _ => null,
    };

    /// <summary>A schedule as Functions reads it, or null when it is none.</summary>
    public static CrontabSchedule? Schedule(string? value) => value is null ? null : CrontabSchedule.TryParse(value, SixFields);

    private static string[] Parts(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool IsHostName(string value) => value.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(value) == UriHostNameType.Dns;

    private static bool IsServiceAddress(string value) => Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps;

    private static bool Has(string value, string key)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = value }.ContainsKey(key);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{1,43}[A-Za-z0-9]$")]
    private static partial Regex TaskHub();

    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9._-]{0,254}[A-Za-z0-9])?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Entity();
}
