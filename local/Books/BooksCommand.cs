using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ledger;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Posting;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Books;

/// <summary>The command that exports books, offline: from the database of a host that may be running.</summary>
internal static class BooksCommand
{
    private const int Done = 0;
    private const int Unknown = 1;
    private const int Misused = 2;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        if (BooksOptions.Read(args) is not { } options)
        {
            await errors.WriteLineAsync(BooksOptions.Usage);
            return args is ["--help"] ? Done : Misused;
        }

        try
        {
            return await ExportAsync(options, output, errors);
        }
        catch (Exception unreadable) when (unreadable is LocalStoreRefusedException or StorageUnavailableException or IOException)
        {
            await errors.WriteLineAsync(unreadable.Message);
            return Misused;
        }
    }

    private static async Task<int> ExportAsync(BooksOptions options, TextWriter output, TextWriter errors)
    {
        await using var stored = await StoredBusiness.OpenAsync(options.Data, options.Tables);
        await using var services = new ServiceCollection()
            .AddSingleton(stored.Tables)
            .AddSingleton(TimeProvider.System)
            .AddCatalog()
            .AddPosting()
            .BuildServiceProvider();
        if (await services.GetRequiredService<FindLegalEntity>()(options.LegalEntityId, CancellationToken.None) is not { } entity)
        {
            await errors.WriteLineAsync($"The catalog in {(options.Tables is null ? options.Data : BusinessTables.AddressOf(options.Tables))} has no legal entity '{options.LegalEntityId}'.");
            return Unknown;
        }

        await foreach (var text in services.GetRequiredService<BooksExport>().WriteAsync(entity, options.Format, options.Range))
        {
            await output.WriteAsync(text);
        }

        return Done;
    }
}
