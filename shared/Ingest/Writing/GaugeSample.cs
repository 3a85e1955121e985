namespace RevenueFunctions.Ingest;

/// <summary>A gauge's value at an instant, kept in a row of its own because time-weighted averages cannot be merged from roll-ups.</summary>
internal static class GaugeSample
{
    public static byte[] Write(decimal quantity, ReadOnlySpan<byte> id)
    {
        var sample = new byte[id.Length + 32];
        var writer = new RecordWriter(sample);
        writer.Quantity(quantity);
        writer.Text(id);
        return sample[..writer.Length];
    }

    public static (decimal Quantity, byte[] Id) Read(ReadOnlySpan<byte> stored)
    {
        var reader = new RecordReader(stored);
        return (reader.Quantity(), reader.Bytes().ToArray());
    }
}
