using System.Globalization;
using System.Text.Json;

namespace RevenueFunctions.Local.Demo.Workload;

/// <summary>Writes facts as the JSON that their producers send: CloudEvents, or the shapes that samples/catalog/source-mappings.json reads.</summary>
internal static class FactJson
{
    /// <summary>A CloudEvent in structured mode.</summary>
    public static void WriteCloudEvent(Utf8JsonWriter json, UsageFact fact)
    {
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        json.WriteString("id"u8, fact.Id);
        json.WriteString("source"u8, fact.Source);
        json.WriteString("type"u8, fact.Type);
        json.WriteString("subject"u8, fact.Subject);
        json.WriteString("time"u8, Rfc3339(fact.Time));
        json.WritePropertyName("data"u8);
        WriteData(json, fact);
        json.WriteEndObject();
    }

    /// <summary>The data alone: paths such as "tokens.input" become nested objects.</summary>
    public static void WriteData(Utf8JsonWriter json, UsageFact fact)
    {
        json.WriteStartObject();
        string? open = null;
        foreach (var field in fact.Data)
        {
            var dot = field.Path.IndexOf('.', StringComparison.Ordinal);
            var parent = dot < 0 ? null : field.Path[..dot];
            if (parent != open)
            {
                if (open is not null)
                {
                    json.WriteEndObject();
                }

                if (parent is not null)
                {
                    json.WriteStartObject(parent);
                }

                open = parent;
            }

            WriteField(json, dot < 0 ? field.Path : field.Path[(dot + 1)..], field);
        }

        if (open is not null)
        {
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>A line of the content delivery network's log: mapping "cdn-log".</summary>
    public static void WriteCdnLog(Utf8JsonWriter json, UsageFact fact, string environment)
    {
        json.WriteStartObject();
        json.WriteString("log"u8, "cdn"u8);
        json.WriteString("pop"u8, fact.Field("region").Text);
        json.WriteString("requestId"u8, fact.Id);
        json.WriteNumber("ms"u8, fact.Time.ToUnixTimeMilliseconds());
        json.WriteString("customer"u8, fact.Subject);
        json.WriteString("environment"u8, environment);
        json.WriteStartObject("transfer"u8);
        json.WriteNumber("bytes"u8, (long)(fact.Field("gigabytes").Number * 1_000_000_000m));
        json.WriteNumber("status"u8, 200);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A sample of the old metering agent, all values text: mapping "legacy-metering". Its times are whole seconds.</summary>
    public static void WriteLegacySample(Utf8JsonWriter json, UsageFact fact)
    {
        var slash = fact.Id.IndexOf('/', StringComparison.Ordinal);
        json.WriteStartObject();
        json.WriteString("host"u8, fact.Id[..slash]);
        json.WriteString("seq"u8, fact.Id[(slash + 1)..]);
        json.WriteString("at"u8, fact.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        json.WriteString("cust_no"u8, fact.Subject);
        json.WriteString("vcpu_milli"u8, (fact.Field("vcpus").Number * 1000m).ToString("0", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    /// <summary>An instant as producers write it.</summary>
    public static string Rfc3339(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void WriteField(Utf8JsonWriter json, string name, FactField field)
    {
        if (field.Text is not null)
        {
            json.WriteString(name, field.Text);
        }
        else
        {
            json.WriteNumber(name, field.Number);
        }
    }
}
