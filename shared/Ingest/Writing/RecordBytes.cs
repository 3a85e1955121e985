using System.Text;

namespace RevenueFunctions.Ingest;

/// <summary>Writes the compact form of usage records: lengths and whole numbers as variable-length bytes, hashes and decimals as they are.</summary>
internal ref struct RecordWriter(Span<byte> to)
{
    private readonly Span<byte> to = to;

    public int Length { get; private set; }

    public void Byte(byte value) => to[Length++] = value;

    public void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            to[Length++] = (byte)(value | 0x80);
        }

        to[Length++] = (byte)value;
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(to[Length..]);
        Length += bytes.Length;
    }

    public void Text(ReadOnlySpan<byte> utf8)
    {
        Number((ulong)utf8.Length);
        Raw(utf8);
    }

    public void Text(string text)
    {
        Number((ulong)Encoding.UTF8.GetByteCount(text));
        Length += Encoding.UTF8.GetBytes(text, to[Length..]);
    }

    public void Hash(UInt128 hash)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(to[Length..], hash);
        Length += 16;
    }

    /// <summary>Sign and scale in a byte, then the digits; equal quantities are equal bytes because trailing zeros were dropped.</summary>
    public void Quantity(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var isWide = bits[2] != 0;
        Byte((byte)(value.Scale | (value < 0 ? 0x40 : 0) | (isWide ? 0x80 : 0)));
        Number((uint)bits[0] | ((ulong)(uint)bits[1] << 32));
        if (isWide)
        {
            Number((uint)bits[2]);
        }
    }
}

/// <summary>Reads what <see cref="RecordWriter"/> wrote.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> from)
{
    private readonly ReadOnlySpan<byte> from = from;
    private int at;

    public byte Byte() => from[at++];

    public ulong Number()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var one = from[at++];
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
            {
                return value;
            }
        }
    }

    public ReadOnlySpan<byte> Bytes()
    {
        var length = (int)Number();
        at += length;
        return from.Slice(at - length, length);
    }

    public string Text() => Encoding.UTF8.GetString(Bytes());

    public UInt128 Hash()
    {
        at += 16;
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(from[(at - 16)..]);
    }

    public decimal Quantity()
    {
        var head = Byte();
        var low = Number();
        var high = (head & 0x80) != 0 ? (int)Number() : 0;
        return new decimal((int)low, (int)(low >> 32), high, (head & 0x40) != 0, (byte)(head & 0x3F));
    }
}
