using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace RevenueFunctions.Functions.Storage;

/// <summary>
/// The data accounts. A partition lies whole in one of them: the first eight bytes of the SHA-256 of "table/partition", modulo the number of
/// accounts. So the number and the order must never change; <see cref="AccountMarks"/> sees to that before the first request.
/// </summary>
internal sealed class TableAccounts(IReadOnlyList<TableAccount> accounts) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private volatile bool isChecked;

    public async ValueTask<TableAccount> OfAsync(string table, string partition, CancellationToken cancellationToken)
    {
        if (!isChecked)
        {
            await CheckAsync(cancellationToken);
        }

        return accounts[IndexOf(table, partition, accounts.Count)];
    }

    /// <summary>Which of so many accounts has the partition.</summary>
    public static int IndexOf(string table, string partition, int count)
    {
        if (count == 1)
        {
            return 0;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{table}/{partition}"), hash);
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)count);
    }

    /// <summary>Once a process, and again until it went through: an outage at the start must not decide for ever.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (!isChecked)
            {
                await AccountMarks.CheckAsync(accounts, cancellationToken);
                isChecked = true;
            }
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();
}
