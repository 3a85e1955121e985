using System.Buffers.Binary;
using System.Text;

namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>Reads the primitive parts of a log row.</summary>
internal struct HubRowReader(ReadOnlyMemory<byte> bytes)
{
    public int At { get; set; }

    public byte Byte() => bytes.Span[At++];

    public int Int()
    {
        var value = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[At..]);
        At += 4;
        return value;
    }

    public long Long()
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(bytes.Span[At..]);
        At += 8;
        return value;
    }

    public string? Text()
    {
        var length = Int();
        if (length < 0)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes.Span.Slice(At, length));
        At += length;
        return text;
    }

    public ReadOnlyMemory<byte> Slice()
    {
        var length = Int();
        var slice = bytes.Slice(At, length);
        At += length;
        return slice;
    }

    public object Value() => (HubValueType)Byte() switch
    {
        HubValueType.Text => Text() ?? string.Empty,
        HubValueType.Long => Long(),
        HubValueType.Double => BitConverter.Int64BitsToDouble(Long()),
        HubValueType.True => true,
        HubValueType.False => false,
        var type => throw new InvalidDataException($"A row of the event log holds a value of unknown type {(int)type}."),
    };
}
