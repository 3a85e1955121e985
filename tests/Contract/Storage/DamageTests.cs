using System.Globalization;
using System.Security.Cryptography;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage;

/// <summary>
/// A damaged or cut file is refused, when it is opened or when the damage is read; where the damage lies in what nobody needs, the exact state
/// is served. Never anything else. DAMAGE_SEED repeats a run.
/// </summary>
public sealed class DamageTests(ITestOutputHelper output) : IDisposable
{
    private const int Trials = 250;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(64 * 1024 * 1024)]
    [InlineData(0)]
    public async Task Open_AnyDamage_RefusesOrServesTheExactState(long checkedFileBytes)
    {
        var seed = Environment.GetEnvironmentVariable("DAMAGE_SEED") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed} (DAMAGE_SEED)"));
        var random = new Random(seed);
        using var file = new DamagedFile();
        await file.FillAsync(random);
        var (atOpen, atRead, exact) = (0, 0, 0);
        for (var trial = 0; trial < Trials; trial++)
        {
            var path = folder.File("trial.db");
            var damage = file.Damage(random, path);
            try
            {
                using var store = SqliteStore.Open(new SqliteStoreOptions { Path = path, CheckedFileBytes = checkedFileBytes });
                await file.AssertExactAsync(store);
                exact++;
            }
            catch (LocalStoreRefusedException refused)
            {
                Assert.Contains(path, refused.Message, StringComparison.Ordinal);
                atOpen++;
            }
            catch (StoreBrokenException broken)
            {
                Assert.Contains("Restore a backup", broken.Message, StringComparison.Ordinal);
                atRead++;
            }
            catch (Exception other)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}, trial {trial}, {damage}: {other.Message}"), other);
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{atOpen} refused when opened, {atRead} when read, {exact} served exactly"));
        Assert.True(atOpen > 0 && exact > 0 && (atRead > 0 || checkedFileBytes > 0));
    }

    /// <summary>After damage was read, nothing is acknowledged any more: written on, it would spread.</summary>
    [Fact]
    public async Task Commit_AfterDamageWasRead_IsRefused()
    {
        var path = folder.File("fabric.db");
        var written = Enumerable.Repeat((byte)0x5A, 3000).ToArray();
        using (var store = SqliteStore.Open(path))
        {
            await store.CommitAsync(new TableBatch("rows", "p").Upsert("r", written));
        }

        var bytes = File.ReadAllBytes(path);
        var value = bytes.AsSpan().IndexOf(written.AsSpan(0, 2000));
        Assert.True(value > 0);
        bytes[value + 1500] ^= 4;
        File.WriteAllBytes(path, bytes);
        using var damaged = SqliteStore.Open(new SqliteStoreOptions { Path = path, CheckedFileBytes = 0 });
        await Assert.ThrowsAsync<StoreBrokenException>(async () => await damaged.GetAsync("rows", "p", "r"));

        await Assert.ThrowsAsync<StoreBrokenException>(() => damaged.Broken);
        await Assert.ThrowsAsync<StoreBrokenException>(async () => await damaged.CommitAsync(new TableBatch("other", "p").Upsert("r", "1"u8.ToArray())));
    }

    /// <summary>A file of the layout before checksums: its pages would be served unchecked.</summary>
    [Fact]
    public void Open_FileWithoutChecksums_IsRefused()
    {
        var path = folder.File("fabric.db");
        SqliteStore.Open(path).Dispose();
        var bytes = File.ReadAllBytes(path);
        bytes[20] = 0;
        File.WriteAllBytes(path, bytes);

        Assert.Contains("carry no checksums", Assert.Throws<LocalStoreRefusedException>(() => SqliteStore.Open(path)).Message, StringComparison.Ordinal);
    }
}
