using System.Globalization;
using System.Text;

namespace Azure.Data.Tables.Wire;

/// <summary>Takes the multipart answer to a transaction apart: one response an action, or a single one that says why all were refused.</summary>
internal static class ChangeSetAnswer
{
    private const string Boundary = "boundary=";

    public static IReadOnlyList<Response> Read(Response response)
    {
        var content = response.Content.ToString();
        var outer = BoundaryIn(response.Headers.ContentType ?? string.Empty) ?? throw Unreadable("has no boundary");
        var answers = new List<Response>();
        foreach (var part in Parts(content, outer))
        {
            var (headers, body) = Cut(part);
            if (BoundaryIn(headers) is { } inner)
            {
                answers.AddRange(Parts(body, inner).Select(one => Answer(Cut(one).Body)));
            }
            else
            {
                answers.Add(Answer(body));
            }
        }

        return answers.Count > 0 ? answers : throw Unreadable("has no parts");
    }

    private static SubResponse Answer(string http)
    {
        var (head, body) = Cut(http);
        var lines = head.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var status = lines.Length > 0 ? lines[0].Split(' ', 3) : [];
        if (status.Length < 2
            || !status[0].StartsWith("HTTP/", StringComparison.Ordinal)
            || !int.TryParse(status[1], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            throw Unreadable("has a part without a status");
        }

        var answer = new SubResponse(code, status.ElementAtOrDefault(2) ?? string.Empty, Encoding.UTF8.GetBytes(body.Trim()));
        foreach (var line in lines[1..])
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                answer.Add(line[..colon], line[(colon + 1)..].Trim());
            }
        }

        return answer;
    }

    private static IEnumerable<string> Parts(string content, string boundary)
    {
        var parts = content.Split("--" + boundary);
        return parts.Skip(1).TakeWhile(part => !part.StartsWith("--", StringComparison.Ordinal));
    }

    // What comes before the first empty line, and what follows. A part begins with the end of its boundary's line.
    private static (string Head, string Body) Cut(string part)
    {
        var text = part.TrimStart('\r', '\n');
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0 ? (text, string.Empty) : (text[..end], text[(end + 4)..]);
    }

    private static string? BoundaryIn(string headers)
    {
        var at = headers.IndexOf(Boundary, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : headers[(at + Boundary.Length)..].Split(['\r', '\n', ';', ' '])[0].Trim('"');
    }

    private static RequestFailedException Unreadable(string why) => new($"The service's answer to a transaction {why}.");
}
