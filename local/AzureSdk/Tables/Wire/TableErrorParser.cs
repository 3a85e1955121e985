using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables.Wire;

/// <summary>Reads the service's error: {"odata.error":{"code":..,"message":{"value":"2:The specified entity already exists."}}}.</summary>
internal sealed class TableErrorParser : RequestFailedDetailsParser
{
    /// <summary>Under this key of an exception's data stands which action of a transaction failed.</summary>
    public const string FailedIndex = "FailedEntity";

    public static TableErrorParser Instance { get; } = new();

    public override bool TryParse(Response response, out ResponseError? error, out IDictionary<string, string>? data)
    {
        (error, data) = (null, null);
        try
        {
            using var document = JsonDocument.Parse(response.Content);
            if (!document.RootElement.TryGetProperty("odata.error", out var reported))
            {
                return false;
            }

            var message = reported.GetProperty("message").GetProperty("value").GetString();
            error = new ResponseError(reported.GetProperty("code").GetString(), message);
            data = new Dictionary<string, string>();
            if (IndexIn(message) is { } index)
            {
                data[FailedIndex] = index.ToString(CultureInfo.InvariantCulture);
            }

            return true;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // No error of the Table service, but of a proxy or gateway before it: the status says enough.
            return false;
        }
    }

    private static int? IndexIn(string? message) =>
        message is not null && message.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;
}
