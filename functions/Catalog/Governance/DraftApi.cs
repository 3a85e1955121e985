using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Functions.Operations;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>Drafts of governed documents: one person writes the next version, another one approves it.</summary>
public sealed class DraftApi(DraftDesk desk, DraftApprovals approvals)
{
    /// <summary>The drafts of a document.</summary>
    [Function("ListDrafts")]
    [ApiOperation(Role.Reader, "Governance", "Lists the drafts of a document; kind is meters, plans, source-mappings, tax-tables, posting-rules or coupons.",
        Response = typeof(Page<ConfigurationDraft>), Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before"], Errors = [400, 404])]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/{kind}/{key}/drafts")] HttpRequest request, string kind, string key, CancellationToken cancellationToken)
    {
        if (GovernedKind.Find(kind) is not { } governed)
        {
            return GovernanceAnswers.NoSuchKind(kind);
        }

        var (limit, cursor, issue) = ApiRequest.ReadPage(request);
        var after = 0;
        if (issue is not null || (cursor is not null && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after)))
        {
            return Problems.Invalid([issue ?? ApiRequest.UnknownCursor(Problems.Shown(cursor))]);
        }

        var drafts = await desk.ListAsync(governed, key, after, limit, cancellationToken);
        return Api.Json(new Page<ConfigurationDraft>(drafts, drafts.Count == limit ? drafts[^1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }

    /// <summary>One draft.</summary>
    [Function("GetDraft")]
    [ApiOperation(Role.Reader, "Governance", "Shows a draft, with its entity tag.", Response = typeof(ConfigurationDraft), Errors = [404])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/{kind}/{key}/drafts/{id:int}")] HttpRequest request,
        string kind, string key, int id, CancellationToken cancellationToken) =>
        GovernedKind.Find(kind) is not { } governed ? GovernanceAnswers.NoSuchKind(kind)
            : await desk.FindAsync(governed, key, id, cancellationToken) is { } draft ? GovernanceAnswers.Of(request, draft)
            : GovernanceAnswers.NoSuchDraft(id);

    /// <summary>Adds a draft.</summary>
    [Function("AddDraft")]
    [ApiOperation(Role.Configurer, "Governance", "Proposes the next version of a document; sending the same one again changes nothing.",
        Request = typeof(DraftContent), Response = typeof(ConfigurationDraft), Creates = true, Errors = [400, 404, 409])]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/{kind}/{key}/drafts")] HttpRequest request, string kind, string key, CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyAsync<DraftContent>(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        if (GovernedKind.Find(kind) is not { } governed)
        {
            return GovernanceAnswers.NoSuchKind(kind);
        }

        var outcome = await desk.AddAsync(governed, key, body!, Caller.Of(request).Subject, cancellationToken);
        if (outcome is DraftOutcome.Done done)
        {
            CommandTarget.Name(request, kind, key, "drafts", done.Draft.Id.ToString(CultureInfo.InvariantCulture));
        }

        return GovernanceAnswers.Of(request, 0, outcome);
    }

    /// <summary>Changes a draft.</summary>
    [Function("PutDraft")]
    [ApiOperation(Role.Configurer, "Governance", "Gives one's own draft other content, written against the version in force now. Honours If-Match.",
        Request = typeof(DraftContent), Response = typeof(ConfigurationDraft), Errors = [400, 404, 409, 412])]
    public async Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "v1/{kind}/{key}/drafts/{id:int}")] HttpRequest request,
        string kind, string key, int id, CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyAsync<DraftContent>(request, cancellationToken);
        return refusal ?? (GovernedKind.Find(kind) is not { } governed ? GovernanceAnswers.NoSuchKind(kind) : GovernanceAnswers.Of(request, id, await desk.ChangeAsync(
            governed, key, id, body!, Caller.Of(request).Subject, stored => ETags.Allow(request.Headers, stored), cancellationToken)));
    }

    /// <summary>Withdraws a draft.</summary>
    [Function("WithdrawDraft")]
    [ApiOperation(Role.Configurer, "Governance", "Withdraws a draft; it stays to be seen. Honours If-Match.", Response = typeof(ConfigurationDraft), Errors = [404, 409, 412])]
    public async Task<IResult> WithdrawAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "v1/{kind}/{key}/drafts/{id:int}")] HttpRequest request,
        string kind, string key, int id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return GovernedKind.Find(kind) is not { } governed ? GovernanceAnswers.NoSuchKind(kind) : GovernanceAnswers.Of(request, id, await desk.WithdrawAsync(
            governed, key, id, Caller.Of(request).Subject, stored => ETags.Allow(request.Headers, stored), cancellationToken));
    }

    /// <summary>Approves a draft.</summary>
    [Function("ApproveDraft")]
    [ApiOperation(Role.Approver, "Governance",
        "Makes somebody else's draft the next version. Send If-Match, so that what you approve is what you have read; approving again changes nothing.",
        Response = typeof(ConfigurationDraft), Errors = [400, 404, 409, 412])]
    public async Task<IResult> ApproveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/{kind}/{key}/drafts/{id:int}/approve")] HttpRequest request,
        string kind, string key, int id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return GovernedKind.Find(kind) is not { } governed ? GovernanceAnswers.NoSuchKind(kind) : GovernanceAnswers.Of(request, id, await approvals.ApproveAsync(
            governed, key, id, Caller.Of(request).Subject, stored => ETags.Allow(request.Headers, stored), cancellationToken));
    }
}
