using System.Text.Json;
using System.Text.Unicode;

namespace RevenueFunctions.Ingest;

/// <summary>Reads over JSON values and refuses what is valid JSON but has no one meaning.</summary>
internal static class JsonWalk
{
    public const int MaxDepth = 64;

    public static JsonReaderOptions Options { get; } = new() { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>Moves from the first to the last token of a value, checking the member names of every object in it.</summary>
    public static QuarantineReason Over(ref Utf8JsonReader reader, MemberNames names)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return QuarantineReason.None;
        }

        Span<int> frames = stackalloc int[MaxDepth + 1];
        var depth = 0;
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    frames[depth++] = names.Open();
                    break;
                case JsonTokenType.StartArray:
                    frames[depth++] = int.MaxValue;
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    names.Close(frames[--depth]);
                    break;
                case JsonTokenType.PropertyName:
                    var reason = names.Add(frames[depth - 1], ref reader);
                    if (reason != QuarantineReason.None)
                    {
                        return reason;
                    }

                    break;
            }
        }
        while (depth > 0 && reader.Read());
        return QuarantineReason.None;
    }

    /// <summary>Checks that the bytes are one JSON value, with nothing after it.</summary>
    public static QuarantineReason Check(ReadOnlySpan<byte> json, MemberNames names, out string? detail)
    {
        detail = null;
        if (!Utf8.IsValid(json))
        {
            return QuarantineReason.InvalidUtf8;
        }

        var reader = new Utf8JsonReader(json, Options);
        try
        {
            names.Reset();
            reader.Read();
            var reason = Over(ref reader, names);
            if (reason == QuarantineReason.None)
            {
                // Reads to the end: a second value after the first one throws.
                reader.Read();
            }

            return reason;
        }
        catch (JsonException wrong)
        {
            return Describe(wrong, reader.CurrentDepth, out detail);
        }
        catch (InvalidOperationException)
        {
            return QuarantineReason.InvalidText;
        }
    }

    public static QuarantineReason Describe(JsonException wrong, int depth, out string? detail)
    {
        detail = wrong.Message;
        return depth >= MaxDepth - 1 ? QuarantineReason.TooDeep : QuarantineReason.InvalidJson;
    }
}
