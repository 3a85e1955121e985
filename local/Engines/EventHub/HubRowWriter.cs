using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>The primitive parts of a log row, little endian.</summary>
internal sealed class HubRowWriter(int capacity)
{
    private readonly ArrayBufferWriter<byte> buffer = new(capacity);

    /// <summary>What was written. Not copied: the writer is used for one row only.</summary>
    public Memory<byte> Written => MemoryMarshal.AsMemory(buffer.WrittenMemory);

    public void Byte(byte value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
    }

    public void Int(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer.GetSpan(4), value);
        buffer.Advance(4);
    }

    public void Long(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
    }

    /// <summary>A text, or null as length -1.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Int(-1);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        Int(length);
        buffer.Advance(Encoding.UTF8.GetBytes(value, buffer.GetSpan(length)));
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Int(value.Length);
        buffer.Write(value);
    }

    /// <summary>A property's value with its type.</summary>
    public void Value(object value)
    {
        switch (value)
        {
            case string text:
                Byte((byte)HubValueType.Text);
                Text(text);
                break;
            case long number:
                Byte((byte)HubValueType.Long);
                Long(number);
                break;
            case double number:
                Byte((byte)HubValueType.Double);
                Long(BitConverter.DoubleToInt64Bits(number));
                break;
            case bool flag:
                Byte((byte)(flag ? HubValueType.True : HubValueType.False));
                break;
            default:
                throw new ArgumentException($"A property cannot hold a {value.GetType().Name}: use a string, long, double or bool.", nameof(value));
        }
    }
}
