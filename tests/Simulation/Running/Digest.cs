using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>A run in a few characters: equal digests mean the same steps and the same rows in both stores.</summary>
/// <param name="Turns">Turns taken.</param>
/// <param name="Steps">A hash over every step in its order.</param>
/// <param name="State">A hash over every row of both stores: table, partition, row, version, value; without the stacks of failures.</param>
internal sealed record Digest(long Turns, string Steps, string State)
{
    private static ReadOnlySpan<byte> Stack => "\"stackTrace\":\""u8;

    /// <summary>The digest of a world as it is now.</summary>
    public static Digest Of(World world)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, world.Store);
        Append(hash, world.ErpStore);
        return new Digest(world.Turns, world.Steps.ToString(), Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16)));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Turns} {Steps} {State}");

    private static void Append(IncrementalHash hash, MemoryStore store)
    {
        foreach (var table in store.Tables)
        {
            foreach (var row in store.ScanTableAsync(table).ToBlockingEnumerable())
            {
                // Lengths keep the parts apart: without them a letter could move from a key to its neighbour unnoticed.
                Append(hash, table);
                Append(hash, row.Partition);
                Append(hash, row.Row);
                Append(hash, row.Version.Value);
                AppendWithoutStacks(hash, row.Value.Span);
            }
        }

        Append(hash, "end");
    }

    // A history holds the stacks of failures, as Durable Task does, and which methods stand in a stack is the just-in-time compiler's choice:
    // it inlines more of them in a process that has run for a while.
    private static void AppendWithoutStacks(IncrementalHash hash, ReadOnlySpan<byte> value)
    {
        for (var at = value.IndexOf(Stack); at >= 0; at = value.IndexOf(Stack))
        {
            Append(hash, value[..at]);
            value = value[(at + Stack.Length)..];
            var end = 0;
            while (value[end] != '"')
            {
                end += value[end] == '\\' ? 2 : 1;
            }

            value = value[end..];
        }

        Append(hash, value);
    }

    private static void Append(IncrementalHash hash, string text)
    {
        Span<byte> bytes = stackalloc byte[256];
        Append(hash, text.Length <= 80 ? bytes[..Encoding.UTF8.GetBytes(text, bytes)] : Encoding.UTF8.GetBytes(text));
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}
