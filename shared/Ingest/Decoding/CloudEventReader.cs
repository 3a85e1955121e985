using System.Buffers.Text;
using System.Text.Json;

namespace RevenueFunctions.Ingest;

/// <summary>Reads a CloudEvents 1.0 event in structured JSON into a usage item, without allocating.</summary>
internal sealed class CloudEventReader(MemberNames names)
{
    private QuarantineReason reason;
    private string? field;
    private bool hasVersion;
    private bool isOtherVersion;
    private bool isOtherContent;

    /// <summary>
    /// Reads the object the reader stands on, to its end. Answers false when it is no CloudEvent (it has no specversion), so that a
    /// source mapping may read it. Throws what the JSON reader throws.
    /// </summary>
    public bool Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, UsageItem item, out QuarantineReason fault)
    {
        (reason, field, hasVersion, isOtherVersion, isOtherContent) = (QuarantineReason.None, null, false, false, false);
        names.Reset();
        var frame = names.Open();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            fault = names.Add(frame, ref reader);
            if (fault != QuarantineReason.None)
            {
                item.Quarantine(fault);
                return true;
            }

            fault = ReadMember(ref reader, body, item);
            if (fault != QuarantineReason.None)
            {
                item.Quarantine(fault);
                return true;
            }
        }

        fault = QuarantineReason.None;
        if (hasVersion)
        {
            Finish(item);
        }

        return hasVersion;
    }

    // Answers only what makes the document unreadable; a wrong field is remembered, because without a specversion it is not ours to judge.
    private QuarantineReason ReadMember(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, UsageItem item)
    {
        var name = names.Last;
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("id"u8):
                item.Id = ReadText(ref reader, body, "id");
                break;
            case 4 when name.SequenceEqual("type"u8):
                item.Type = ReadText(ref reader, body, "type");
                break;
            case 4 when name.SequenceEqual("time"u8):
                ReadTime(ref reader, body, item);
                break;
            case 4 when name.SequenceEqual("data"u8):
                return ReadData(ref reader, body, item);
            case 6 when name.SequenceEqual("source"u8):
                item.Source = ReadText(ref reader, body, "source");
                break;
            case 7 when name.SequenceEqual("subject"u8):
                item.Subject = ReadText(ref reader, body, "subject");
                break;
            case 11 when name.SequenceEqual("specversion"u8):
                var version = ReadText(ref reader, body, "specversion");
                (hasVersion, isOtherVersion) = (true, !version.Span.SequenceEqual("1.0"u8));
                break;
            case 11 when name.SequenceEqual("traceparent"u8):
                reader.Read();
                item.TraceParent = reader.TokenType == JsonTokenType.String ? EventText.Of(ref reader, body) : default;
                break;
            case 11 when name.SequenceEqual("data_base64"u8):
                ReadBase64(ref reader, body, item);
                break;
            case 15 when name.SequenceEqual("datacontenttype"u8):
                isOtherContent = !IsJson(ReadText(ref reader, body, "datacontenttype").Span);
                break;
            default:
                reader.Read();
                return JsonWalk.Over(ref reader, names);
        }

        // A wrong type may be an object or an array: read over it, so that the next member is read as one.
        return JsonWalk.Over(ref reader, names);
    }

    private ReadOnlyMemory<byte> ReadText(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, string of)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return EventText.Of(ref reader, body);
        }

        if (reader.TokenType != JsonTokenType.Null)
        {
            Remember(QuarantineReason.WrongType, of);
        }

        return default;
    }

    private void ReadTime(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, UsageItem item)
    {
        var text = ReadText(ref reader, body, "time");
        if (!text.IsEmpty)
        {
            var wrong = Rfc3339.Parse(text.Span, out item.TimeMs);
            Remember(wrong, wrong == QuarantineReason.None ? null : "time " + EventText.Show(text.Span, 40));
        }
    }

    private QuarantineReason ReadData(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, UsageItem item)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var fault = JsonWalk.Over(ref reader, names);
        item.Data = body[start..(int)reader.BytesConsumed];
        return fault;
    }

    private void ReadBase64(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, UsageItem item)
    {
        var text = ReadText(ref reader, body, "data_base64");
        var data = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text.Span, data, out _, out var length) != System.Buffers.OperationStatus.Done)
        {
            Remember(QuarantineReason.WrongType, "data_base64");
            return;
        }

        var wrong = JsonWalk.Check(data.AsSpan(0, length), new MemberNames(), out var detail);
        Remember(wrong, detail ?? "data_base64");
        item.Data = data.AsMemory(0, length);
    }

    private void Remember(QuarantineReason wrong, string? of)
    {
        if (reason == QuarantineReason.None && wrong != QuarantineReason.None)
        {
            (reason, field) = (wrong, of);
        }
    }

    private void Finish(UsageItem item)
    {
        if (isOtherVersion)
        {
            item.Quarantine(QuarantineReason.UnsupportedSpecVersion);
        }
        else if (isOtherContent)
        {
            item.Quarantine(QuarantineReason.UnsupportedContentType);
        }
        else if (reason != QuarantineReason.None)
        {
            item.Quarantine(reason, detail: field);
        }
        else
        {
            CheckFields(item);
        }
    }

    /// <summary>Quarantines an item whose identifying fields are absent, too long or contain control characters.</summary>
    public static void CheckFields(UsageItem item)
    {
        if (!(CheckField(item, item.Id, EventText.IdCharacters, "id")
            && CheckField(item, item.Source, EventText.SourceCharacters, "source")
            && CheckField(item, item.Type, EventText.IdCharacters, "type")
            && CheckField(item, item.Subject, EventText.IdCharacters, "subject")))
        {
            return;
        }

        if (item.TimeMs == long.MinValue)
        {
            // Without the producer's time a repeat could not be told from a new event: the time is part of the record's key.
            item.Quarantine(QuarantineReason.MissingField, detail: "time");
        }
        else if (item.Data.IsEmpty)
        {
            item.Data = "{}"u8.ToArray();
        }
    }

    /// <summary>True for application/json, any +json and JSON with parameters.</summary>
    public static bool IsJson(ReadOnlySpan<byte> contentType)
    {
        var semicolon = contentType.IndexOf((byte)';');
        var plain = (semicolon < 0 ? contentType : contentType[..semicolon]).Trim((byte)' ');
        return plain.Length == 0
            || System.Text.Ascii.EqualsIgnoreCase(plain, "application/json"u8)
            || System.Text.Ascii.EqualsIgnoreCase(plain, "text/json"u8)
            || (plain.Length > 5 && System.Text.Ascii.EqualsIgnoreCase(plain[^5..], "+json"u8));
    }

    private static bool CheckField(UsageItem item, ReadOnlyMemory<byte> text, int limit, string of)
    {
        var wrong = EventText.Check(text.Span, limit);
        if (wrong == QuarantineReason.None)
        {
            return true;
        }

        item.Quarantine(wrong, detail: of);
        return false;
    }
}
