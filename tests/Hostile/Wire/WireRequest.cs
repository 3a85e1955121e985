using System.Globalization;
using System.Text;

namespace RevenueFunctions.Tests.Hostile.Wire;

/// <summary>A request as it goes over the wire: nothing between the mutator and the host corrects it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query as they are sent.</param>
/// <param name="Headers">Headers in order; Host, Content-Length and Connection are added where they are absent.</param>
/// <param name="Body">The bytes sent after the headers.</param>
internal sealed record WireRequest(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    /// <summary>A JSON request.</summary>
    public static WireRequest Json(string method, string target, string json, string contentType = "application/json") =>
        new(method, target, [new("Content-Type", contentType)], Encoding.UTF8.GetBytes(json));

    /// <summary>A request without a body.</summary>
    public static WireRequest Get(string target) => new("GET", target, [], []);

    /// <summary>The first value of a header; null when there is none.</summary>
    public string? Header(string name) => Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>True when the headers promise another body than the one that is sent.</summary>
    public bool IsCutShort => Header("Content-Length") is { } length && length != Body.Length.ToString(CultureInfo.InvariantCulture);

    /// <summary>The bytes.</summary>
    public byte[] ToBytes(Uri host)
    {
        var head = new StringBuilder().Append(Method).Append(' ').Append(Target).Append(" HTTP/1.1\r\n");
        if (Header("Host") is null)
        {
            head.Append("Host: ").Append(host.Authority).Append("\r\n");
        }

        foreach (var (name, value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (Header("Content-Length") is null && Header("Transfer-Encoding") is null && (Body.Length > 0 || Method is not ("GET" or "HEAD" or "DELETE")))
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
        }

        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. Body];
    }

    /// <summary>A command that sends it again; a body that a shell cannot hold goes through base64.</summary>
    public string ToCurl(Uri host)
    {
        var command = new StringBuilder();
        var text = Encoding.UTF8.GetString(Body);
        var isPlain = Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(Body) && !text.Any(char.IsControl);
        if (Body.Length > 0 && !isPlain)
        {
            command.Append("base64 -d <<< ").Append(Convert.ToBase64String(Body)).Append(" | ");
        }

        command.Append("curl -i --path-as-is -X ").Append(Quoted(Method));
        foreach (var (name, value) in Headers)
        {
            command.Append(" -H ").Append(Quoted($"{name}: {value}"));
        }

        if (Body.Length > 0)
        {
            command.Append(" --data-binary ").Append(isPlain ? Quoted(text) : "@-");
        }

        return command.Append(' ').Append(Quoted($"{host.GetLeftPart(UriPartial.Authority)}{Target}")).ToString();
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
