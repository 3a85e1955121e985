namespace RevenueFunctions.Ingest;

/// <summary>The bytes of one batch of records in few large arrays. Reset only when the store has taken the batch.</summary>
internal sealed class RecordSlab
{
    private const int Size = 64 * 1024;
    private byte[] current = new byte[Size];
    private int used;

    public Memory<byte> Take(int most)
    {
        if (used + most > current.Length)
        {
            // What was handed out stays alive with the batch that holds it.
            current = new byte[Math.Max(Size, most)];
            used = 0;
        }

        return current.AsMemory(used, most);
    }

    public void Keep(int length) => used += length;

    public void Reset() => used = 0;
}
