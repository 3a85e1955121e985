using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Catalog;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Functions.Operations;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Reconciliation;

namespace RevenueFunctions.Functions.Reconciliation;

/// <summary>Runs reconciliation and shows what it found.</summary>
public sealed class ReconciliationApi(
    PeriodReconciliation periods, EntityReconciliation entities, ReconciliationStore runs, InvoiceStore invoices, CatalogReader catalog)
{
    /// <summary>The runs.</summary>
    [Function("ListReconciliationRuns")]
    [ApiOperation(Role.Reader, "Reconciliation", "Lists reconciliation runs, newest first.", Response = typeof(Page<ReconciliationRun>), Query = ["limit: page size", "cursor: from the page before"], Errors = [400])]
    public Task<IResult> RunsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/reconciliation/runs")] HttpRequest request, CancellationToken cancellationToken) =>
        Api.PageAsync(request, (limit, cursor) => runs.ListAsync(limit, cursor, cancellationToken));

    /// <summary>One run.</summary>
    [Function("GetReconciliationRun")]
    [ApiOperation(Role.Reader, "Reconciliation", "Shows a reconciliation run.", Response = typeof(ReconciliationRun), Errors = [404])]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/reconciliation/runs/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await runs.FindAsync(id, cancellationToken) is { } run ? Api.Json(run) : Problems.NotFound("reconciliation run", id);

    /// <summary>What a run found.</summary>
    [Function("ListReconciliationRunBreaks")]
    [ApiOperation(Role.Reader, "Reconciliation", "Lists the breaks that a run found.", Response = typeof(Page<ReconciliationBreak>), Query = ["limit: page size", "cursor: from the page before"], Errors = [400, 404])]
    public async Task<IResult> RunBreaksAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/reconciliation/runs/{id}/breaks")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await runs.FindAsync(id, cancellationToken) is null
            ? Problems.NotFound("reconciliation run", id)
            : await Api.PageAsync(request, (limit, cursor) => runs.BreaksOfAsync(id, limit, cursor, cancellationToken));

    /// <summary>What stands.</summary>
    [Function("ListBreaks")]
    [ApiOperation(Role.Reader, "Reconciliation", "Lists the breaks that stand.", Response = typeof(Page<OpenBreak>), Query = ["limit: page size", "cursor: from the page before"], Errors = [400])]
    public Task<IResult> BreaksAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/reconciliation/breaks")] HttpRequest request, CancellationToken cancellationToken) =>
        Api.PageAsync(request, (limit, cursor) => runs.OpenAsync(limit, cursor, cancellationToken));

    /// <summary>Runs now.</summary>
    [Function("RunReconciliation")]
    [ApiOperation(Role.Operator, "Reconciliation", "Reconciles a legal entity's books or an account's period now.", Request = typeof(ReconcileRequest), Response = typeof(ReconciliationRun), Status = 201, Errors = [400, 404])]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/reconciliation/runs")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyAsync<ReconcileRequest>(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var snapshot = await catalog.GetCurrentAsync(cancellationToken);
        if (body is { Account: { } accountId, Period: { } key })
        {
            CommandTarget.Name(request, "reconciliation", "accounts", accountId, key);
            return await PeriodAsync(request, snapshot, accountId, key, cancellationToken);
        }

        if (body is not { LegalEntity: { } entityId, Account: null, Period: null })
        {
            return Problems.Invalid("$", "unclear-scope", "The scope is not clear.", "Send {\"legalEntity\": …}, or {\"account\": …, \"period\": \"yyyyMMdd\"}.");
        }

        CommandTarget.Name(request, "reconciliation", "legal-entities", entityId);
        return snapshot.LegalEntities.TryGetValue(entityId, out var entity)
            ? Api.Json(await entities.RunAsync(entity, cancellationToken), StatusCodes.Status201Created)
            : Problems.NotFound("legal entity", entityId);
    }

    private async Task<IResult> PeriodAsync(HttpRequest request, CatalogSnapshot snapshot, string accountId, string key, CancellationToken cancellationToken)
    {
        var (account, period, problem) = AccountPeriod.Find(request, snapshot, accountId, key);
        if (problem is not null)
        {
            return problem;
        }

        var revision = await invoices.CurrentRevisionAsync(accountId, key, cancellationToken);
        var run = await periods.RunFullAsync(account!, period!, revision.State is null ? null : revision.Id.ToString(), cancellationToken);
        return Api.Json(run, StatusCodes.Status201Created);
    }
}
