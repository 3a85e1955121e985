using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Storage;

/// <summary>The business's tables for commands that read them without a host: in a database file, or in Table storage.</summary>
internal sealed class StoredBusiness : IAsyncDisposable
{
    private readonly IDisposable? archive;
    private readonly ServiceProvider? services;

    private StoredBusiness(SqliteArchive archive) => (this.archive, Tables) = (archive, archive);

    private StoredBusiness(ServiceProvider services) => (this.services, Tables) = (services, services.GetRequiredService<ITableStore>());

    /// <summary>The tables.</summary>
    public ITableStore Tables { get; }

    /// <summary>Opens Table storage where a connection string is given, and the file otherwise.</summary>
    /// <exception cref="LocalStoreRefusedException">The file cannot be read, or what is asked for is not in it.</exception>
    public static async Task<StoredBusiness> OpenAsync(string file, string? connection)
    {
        if (connection is not null)
        {
            _ = BusinessTables.AddressOf(connection);
            return new StoredBusiness(new ServiceCollection().AddBusinessTables(connection).BuildServiceProvider());
        }

        var archive = SqliteArchive.Open(file);
        if (await BusinessMark.ReadAsync(archive) is not { } tables)
        {
            return new StoredBusiness(archive);
        }

        archive.Dispose();
        throw new LocalStoreRefusedException(file, $"it holds the engines' state; the business data is in Table storage at {tables}.", "Give --tables with the connection string of that account.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        archive?.Dispose();
        if (services is not null)
        {
            await services.DisposeAsync();
        }
    }
}
