using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Functions.Posting;

/// <summary>Shows the posting lanes and their entries.</summary>
public sealed class LaneApi(PostingLane lane, CheckedErp erp, FindLegalEntity findLegalEntity)
{
    /// <summary>Every lane.</summary>
    [Function("ListLanes")]
    [ApiOperation(Role.Reader, "Posting", "Lists the posting lanes with their state.", Response = typeof(Page<LaneStatus>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/lanes")] HttpRequest request, CancellationToken cancellationToken) =>
        Api.Json(new Page<LaneStatus>(await lane.ListAsync(cancellationToken), null));

    /// <summary>One lane.</summary>
    [Function("GetLane")]
    [ApiOperation(Role.Reader, "Posting", "Shows a legal entity's posting lane.", Response = typeof(LaneStatus), Errors = [404])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/lanes/{legalEntity}")] HttpRequest request, string legalEntity, CancellationToken cancellationToken) =>
        await findLegalEntity(legalEntity, cancellationToken) is null
            ? Problems.NotFound("legal entity", legalEntity)
            : Api.Json(await lane.StatusAsync(legalEntity, cancellationToken));

    /// <summary>The entries of a lane.</summary>
    [Function("ListLanePostings")]
    [ApiOperation(Role.Reader, "Posting", "Lists the postings of a lane in their order.", Response = typeof(Page<LaneEntry>), Query = ["limit: page size", "cursor: from the page before"], Errors = [400, 404])]
    public async Task<IResult> EntriesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/lanes/{legalEntity}/postings")] HttpRequest request, string legalEntity, CancellationToken cancellationToken) =>
        await findLegalEntity(legalEntity, cancellationToken) is null
            ? Problems.NotFound("legal entity", legalEntity)
            : await Api.PageAsync(request, (limit, cursor) => lane.EntriesAsync(legalEntity, limit, cursor, cancellationToken));

    /// <summary>One posting.</summary>
    [Function("GetPosting")]
    [ApiOperation(Role.Reader, "Posting", "Shows a posting and its document in the ERP, by posting key.", Response = typeof(PostingView), Errors = [404])]
    public async Task<IResult> PostingAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/postings/{key}")] HttpRequest request, string key, CancellationToken cancellationToken) =>
        await lane.FindAnywhereAsync(key, cancellationToken) is { } entry
            ? Api.Json(new PostingView(entry, await erp.FindAsync(entry.Entry.LegalEntityId, key, cancellationToken)))
            : Problems.NotFound("posting", key);
}
