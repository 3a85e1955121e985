namespace RevenueFunctions.Ingest;

/// <summary>The row that decides whether a usage partition takes records, and that names the exact set it holds.</summary>
/// <param name="State">What it lets through.</param>
/// <param name="Shards">Partitions of the period; fixed by the first writer, kept in the fence of shard 0.</param>
/// <param name="Count">Records in the partition.</param>
/// <param name="SetHash">Set hash of its records.</param>
/// <param name="Owner">Who froze it.</param>
/// <param name="InvoiceId">The invoice that bills it.</param>
/// <param name="IsChecked">Whether the identity check of the freeze is done.</param>
internal sealed record Fence(
    FenceState State, int Shards, long Count, string SetHash, string? Owner = null, string? InvoiceId = null, bool IsChecked = false)
{
    public static Fence New(int shards) => new(FenceState.Open, shards, 0, Hash128.Text(UInt128.Zero));

    public UInt128 Set => Hash128.Parse(SetHash);

    public Fence With(long count, UInt128 set) => this with { Count = count, SetHash = Hash128.Text(set) };
}
