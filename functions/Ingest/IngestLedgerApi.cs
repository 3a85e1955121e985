using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Functions.Ingest;

/// <summary>Proves that no event was lost, and shows what became of each.</summary>
public sealed class IngestLedgerApi(IngestLedger ledger)
{
    /// <summary>The proof of each partition.</summary>
    [Function("GetConservation")]
    [ApiOperation(Role.Reader, "Ingest", "Shows for each hub partition that every event enqueued has exactly one outcome or is not yet seen.", Response = typeof(Page<PartitionConservation>))]
    public async Task<IResult> ConservationAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/ingest/conservation")] HttpRequest request, CancellationToken cancellationToken) =>
        Api.Json(new Page<PartitionConservation>(await ledger.ConservationAsync(cancellationToken), null));

    /// <summary>One hub event.</summary>
    [Function("GetLedgerEvent")]
    [ApiOperation(Role.Reader, "Ingest", "Shows what became of a hub event and of each usage event inside it.", Response = typeof(LedgerEvent), Errors = [400, 404])]
    public async Task<IResult> EventAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/ingest/ledger/{partition}/{sequence}")] HttpRequest request,
        string partition,
        string sequence,
        CancellationToken cancellationToken)
    {
        if (!long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 999_999_999_999_999)
        {
            return Problems.Invalid("sequence", "out-of-range", $"'{sequence}' is no sequence number.", "Send a whole number of zero or more.");
        }

        return await ledger.FindAsync(partition, number, cancellationToken) is { } found
            ? Api.Json(found)
            : Problems.NotFound("ingested hub event", $"{partition}/{sequence}");
    }
}
