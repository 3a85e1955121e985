using System.Buffers.Binary;

namespace RevenueFunctions.Local.Hosting.Functions;

/// <summary>Ids of invocations: unique in a run through a counter, and across runs through what the host draws at its start.</summary>
public sealed class InvocationIds(Random random)
{
    private readonly long run = random.NextInt64();
    private long count;

    /// <summary>The next id, written as a GUID as functions expect.</summary>
    public string Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, run);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Interlocked.Increment(ref count));
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
