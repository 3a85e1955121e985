using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace RevenueFunctions.Tests.Harness.Telemetry;

/// <summary>The fields of a protobuf message as they are on the wire, by number: as much of the format as OTLP needs.</summary>
public sealed class ProtobufMessage
{
    private readonly List<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> fields = [];

    private ProtobufMessage()
    {
    }

    /// <summary>Reads a message.</summary>
    /// <exception cref="FormatException">The bytes are none.</exception>
    public static ProtobufMessage Read(ReadOnlyMemory<byte> wire)
    {
        var message = new ProtobufMessage();
        for (var at = 0; at < wire.Length;)
        {
            var tag = Varint(wire.Span, ref at);
            var field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    message.fields.Add((field, Varint(wire.Span, ref at), default));
                    break;
                case 1:
                    message.fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(wire.Span[at..]), wire.Slice(at, 8)));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(wire.Span, ref at);
                    message.fields.Add((field, 0, wire.Slice(at, length)));
                    at += length;
                    break;
                case 5:
                    message.fields.Add((field, BinaryPrimitives.ReadUInt32LittleEndian(wire.Span[at..]), wire.Slice(at, 4)));
                    at += 4;
                    break;
                case var type:
                    throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Wire type {type} of field {field} is not used by OTLP."));
            }
        }

        return message;
    }

    /// <summary>The messages in a repeated field.</summary>
    public IEnumerable<ProtobufMessage> Messages(int field) => fields.Where(one => one.Field == field).Select(one => Read(one.Bytes));

    /// <summary>The message in a field; an empty one when it is not there.</summary>
    public ProtobufMessage Message(int field) => Messages(field).FirstOrDefault() ?? new ProtobufMessage();

    /// <summary>The text in a field; empty when it is not there.</summary>
    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field).Span);

    /// <summary>The bytes in a field, in hexadecimal.</summary>
    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field).Span);

    /// <summary>The number in a field; 0 when it is not there.</summary>
    public ulong Number(int field) => fields.FirstOrDefault(one => one.Field == field).Number;

    /// <summary>The attributes (KeyValue) in a repeated field, their values as text; what an array holds is separated by commas.</summary>
    public IReadOnlyDictionary<string, string> Attributes(int field) => Messages(field)
        .GroupBy(pair => pair.Text(1), StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => string.Join("; ", same.Select(pair => pair.Message(2).Value()).Distinct(StringComparer.Ordinal)), StringComparer.Ordinal);

    /// <summary>The message as an OTLP AnyValue.</summary>
    public string Value() => fields.Select(one => one.Field switch
    {
        1 => Encoding.UTF8.GetString(one.Bytes.Span),
        2 => one.Number == 1 ? "true" : "false",
        3 => ((long)one.Number).ToString(CultureInfo.InvariantCulture),
        4 => BitConverter.UInt64BitsToDouble(one.Number).ToString(CultureInfo.InvariantCulture),
        5 => string.Join(',', Read(one.Bytes).Messages(1).Select(value => value.Value())),
        _ => Convert.ToHexStringLower(one.Bytes.Span),
    }).FirstOrDefault() ?? string.Empty;

    private ReadOnlyMemory<byte> Bytes(int field) => fields.FirstOrDefault(one => one.Field == field).Bytes;

    private static ulong Varint(ReadOnlySpan<byte> wire, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var one = wire[at++];
            value |= (ulong)(one & 0x7f) << shift;
            if (one < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("A number has more than ten bytes.");
    }
}
