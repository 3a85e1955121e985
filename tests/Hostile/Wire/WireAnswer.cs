using System.Text;

namespace RevenueFunctions.Tests.Hostile.Wire;

/// <summary>What came back.</summary>
/// <param name="Status">The HTTP status; 0 when the connection ended without an answer.</param>
/// <param name="Headers">The headers in order.</param>
/// <param name="Body">The body.</param>
/// <param name="Elapsed">How long the caller waited.</param>
internal sealed record WireAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, TimeSpan Elapsed)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The first value of a header; empty when there is none.</summary>
    public string Header(string name) => Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? string.Empty;

    /// <summary>True when the host ends the connection after this.</summary>
    public bool EndsConnection => Status == 0 || Header("Connection").Equals("close", StringComparison.OrdinalIgnoreCase);
}
