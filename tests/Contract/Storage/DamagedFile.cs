using System.Diagnostics;
using System.Globalization;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage;

/// <summary>The files of a store as a killed process leaves them, what they hold, and ways to damage them.</summary>
internal sealed class DamagedFile : IDisposable
{
    private const string Table = "rows";
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, byte[]> files = [];

    /// <summary>What was acknowledged, by partition and row.</summary>
    public SortedDictionary<(string Partition, string Row), byte[]> Rows { get; } = [];

    public void Dispose() => folder.Dispose();

    /// <summary>Commits for a while and takes the files without closing: a part is in the file, the rest in the log.</summary>
    public async Task FillAsync(Random random)
    {
        var path = folder.File("whole.db");
        using var store = SqliteStore.Open(new SqliteStoreOptions { Path = path, CheckpointPages = 60 });
        for (var commit = 0; commit < 120; commit++)
        {
            var partition = string.Create(CultureInfo.InvariantCulture, $"p{random.Next(8)}");
            var batch = new TableBatch(Table, partition);
            foreach (var row in Enumerable.Range(0, random.Next(1, 12)).Select(_ => string.Create(CultureInfo.InvariantCulture, $"r{random.Next(2000):D4}")).Distinct())
            {
                if (Rows.ContainsKey((partition, row)) && random.Next(4) == 0)
                {
                    batch.Delete(row, RowVersion.Any);
                    Rows.Remove((partition, row));
                    continue;
                }

                // Some values need pages of their own.
                var value = new byte[random.Next(10) == 0 ? random.Next(9_000, 30_000) : random.Next(400)];
                random.NextBytes(value);
                batch.Upsert(row, value);
                Rows[(partition, row)] = value;
            }

            Assert.True((await store.CommitAsync(batch)).IsCommitted);
        }

        foreach (var suffix in (string[])["", "-wal", ".lock"])
        {
            // By another process, which does not ask for the lock: the store stays open, and the copies are what a kill would leave now.
            using var copy = Process.Start("cp", [path + suffix, folder.File("copy")]);
            await copy.WaitForExitAsync();
            files[suffix] = File.ReadAllBytes(folder.File("copy"));
        }
    }

    /// <summary>Writes the files anew with one damage, drawn by chance; says which.</summary>
    public string Damage(Random random, string path)
    {
        var suffix = random.Next(8) switch { 0 => ".lock", <= 3 => "-wal", _ => string.Empty };
        foreach (var (name, bytes) in files)
        {
            File.WriteAllBytes(path + name, bytes);
        }

        File.Delete(path + "-shm");
        var damaged = (byte[])files[suffix].Clone();
        var at = random.Next(damaged.Length);
        switch (random.Next(6))
        {
            case 0:
                File.WriteAllBytes(path + suffix, damaged[..at]);
                return string.Create(CultureInfo.InvariantCulture, $"'{suffix}' cut at {at} of {damaged.Length}");
            case 1:
                // Where a page, or a frame of the log, ends: what is left is whole in itself.
                var unit = suffix == "-wal" ? 8192 + 24 : 8192;
                at = (suffix == "-wal" ? 32 : 0) + (random.Next(damaged.Length / unit + 1) * unit);
                at = Math.Min(at, damaged.Length);
                File.WriteAllBytes(path + suffix, damaged[..at]);
                return string.Create(CultureInfo.InvariantCulture, $"'{suffix}' cut at its boundary {at} of {damaged.Length}");
            case 2:
                var length = Math.Min(random.Next(1, 9000), damaged.Length - at);
                damaged.AsSpan(at, length).Clear();
                File.WriteAllBytes(path + suffix, damaged);
                return string.Create(CultureInfo.InvariantCulture, $"'{suffix}' zeroed from {at}, {length} bytes");
            default:
                damaged[at] ^= (byte)(1 << random.Next(8));
                File.WriteAllBytes(path + suffix, damaged);
                return string.Create(CultureInfo.InvariantCulture, $"'{suffix}' with a bit flipped at {at}");
        }
    }

    /// <summary>All that a store serves must be all that was acknowledged, whichever way it is asked.</summary>
    public async Task AssertExactAsync(SqliteStore store)
    {
        var scanned = new List<(string, string, string)>();
        await foreach (var row in store.ScanTableAsync(Table))
        {
            scanned.Add((row.Partition, row.Row, Convert.ToHexString(row.Value.Span)));
        }

        Assert.Equal(Rows.Select(row => (row.Key.Partition, row.Key.Row, Convert.ToHexString(row.Value))), scanned);
        foreach (var (key, value) in Rows)
        {
            Assert.Equal(value, (await store.GetAsync(Table, key.Partition, key.Row))?.Value.ToArray());
        }
    }
}
