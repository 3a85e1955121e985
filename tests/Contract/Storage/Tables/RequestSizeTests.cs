using Azure.Core.Pipeline;
using Azure.Data.Tables;
using RevenueFunctions.Functions.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage.Tables;

/// <summary>What the port allows a batch is what the service allows its request: 4 MiB, with everything that the client adds.</summary>
public sealed class RequestSizeTests
{
    private const int Envelope = 400;

    // The longest name that an account and a table can have.
    private static readonly string Account = $"https://{new string('a', 24)}.table.core.windows.net";
    private static readonly string Table = new('t', 63);

    public static TheoryData<int, int, char> Batches => new()
    {
        { 100, 0, 'k' },
        { 100, 26_000, 'k' },
        { 4, 780_000, 'k' },
        { 3, TableLimits.ValueBytes, '+' },
        { 100, 5_000, '\uFFFC' },
        { 2, 65_537, '\'' },
    };

    [Theory]
    [MemberData(nameof(Batches))]
    public async Task Commit_OfAnyShape_SendsNoMoreThanThePortCounts(int changes, int valueBytes, char character)
    {
        var partition = new string(character, TableLimits.KeyCharacters);
        var batch = new TableBatch(Table, partition);
        for (var at = 0; at < changes; at++)
        {
            var row = partition[..^3] + at.ToString("D3", System.Globalization.CultureInfo.InvariantCulture);
            batch = (at % 3) switch
            {
                0 => batch.Update(row, new byte[valueBytes], new RowVersion("W/\"datetime'2026-11-22T21%3A30%3A00.1234567Z'\"")),
                1 => batch.Insert(row, new byte[valueBytes]),
                _ => batch.Upsert(row, new byte[valueBytes]),
            };
        }

        var sent = await SentAsync(batch);

        var counted = batch.Changes.Sum(change => TableLimits.RequestBytes(partition, change));
        Assert.InRange(sent, 1, counted + Envelope);
    }

    [Fact]
    public void BatchValueBytes_OfAHundredChangesWithOrdinaryKeys_FitOneBatch()
    {
        var batch = new TableBatch("usage", new string('p', 90));
        for (var at = 0; at < TableLimits.BatchChanges; at++)
        {
            batch.Insert(new string('r', 90) + at, new byte[TableLimits.BatchValueBytes / TableLimits.BatchChanges]);
        }

        TableLimits.Check(batch);

        Assert.InRange(batch.Changes.Sum(change => TableLimits.RequestBytes(batch.Partition, change)), TableLimits.BatchBytes / 2, TableLimits.BatchBytes - Envelope);
    }

    private static async Task<long> SentAsync(TableBatch batch)
    {
        var handler = new CountingHandler();
        using var client = new HttpClient(handler);
        var options = TableClients.Options();
        options.Transport = new HttpClientTransport(client);
        var table = new TableServiceClient($"AccountName=a;AccountKey=a2V5;TableEndpoint={Account}", options).GetTableClient(batch.Table);

        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => table.SubmitTransactionAsync(AzureTableStore.Actions(batch)));
        return handler.Bytes;
    }

    /// <summary>Counts the body, and answers that it is too large.</summary>
    private sealed class CountingHandler : HttpMessageHandler
    {
        public long Bytes { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bytes = (await request.Content!.ReadAsByteArrayAsync(cancellationToken)).LongLength;
            return new HttpResponseMessage(System.Net.HttpStatusCode.RequestEntityTooLarge) { RequestMessage = request };
        }
    }
}
