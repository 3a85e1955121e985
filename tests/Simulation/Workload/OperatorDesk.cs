using Microsoft.AspNetCore.Http;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Functions.Exceptions;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Functions.Ingest;
using RevenueFunctions.Functions.Operations;
using RevenueFunctions.Functions.Posting;
using RevenueFunctions.Functions.Reconciliation;
using RevenueFunctions.Ingest;
using RevenueFunctions.Operations;
using RevenueFunctions.Sagas;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>What an operator can do, done with the request that the API documents and told to the oracle as it was acknowledged.</summary>
internal sealed class OperatorDesk(Stage stage)
{
    /// <summary>The open cases.</summary>
    public async Task<IReadOnlyList<ExceptionCase>> OpenCasesAsync() =>
        (await stage.CallAsync("ListExceptions", query: "?limit=1000")).Read<Page<ExceptionCase>>().Items;

    /// <summary>Answers a case.</summary>
    public async Task ResolveAsync(ExceptionCase open, ResolveAction action)
    {
        var note = stage.Decisions.NextNote(action.ToString());
        var answer = await stage.CallAsync("ResolveException", Client.Route("id", open.Id), new ResolveRequest(action, note));
        if (open.Kind == ExceptionKind.Posting && answer.Status == StatusCodes.Status409Conflict && answer.Text.Contains("'resolve' settles the case", StringComparison.Ordinal))
        {
            await stage.CallAsync("ResolveException", Client.Route("id", open.Id), new ResolveRequest(ResolveAction.Resolve, note));
        }

        if (SagaDesk.IsQuestion(open))
        {
            // Asked again, because another operator may have been faster, or this answer's own first try.
            var settled = (await stage.CallAsync("GetException", Client.Route("id", open.Id))).Read<ExceptionCase>();
            if (settled.Resolution?.Contains(note, StringComparison.Ordinal) == true)
            {
                stage.Decisions.Answered(open.Subject, SagaCase.StepOf(open), action);
            }
        }
    }

    /// <summary>Closes a period again after its saga was undone.</summary>
    public Task CloseAgainAsync(string sagaId) => SagaId.Parse(sagaId) is { } id
        ? stage.CallAsync("ClosePeriod", Client.Route("id", id.AccountId, "period", id.PeriodKey), new CloseRequest(Again: true, Force: true))
        : Task.CompletedTask;

    /// <summary>Runs a quarantine group again.</summary>
    public async Task<ReplayResult> ReplayAsync(string group) => (await stage.CallAsync("ReplayQuarantineGroup", Client.Route("group", group))).Read<ReplayResult>();

    /// <summary>Gives a quarantine group up.</summary>
    public Task DiscardAsync(string group)
    {
        var note = stage.Decisions.NextNote("discard");
        stage.Decisions.Discards(note, group);
        return stage.CallAsync("DiscardQuarantineGroup", Client.Route("group", group), new DiscardRequest(note));
    }

    /// <summary>Tells the catalog whose alias it is.</summary>
    public Task AddAliasAsync(string account, string alias) => stage.ChangeCatalogAsync(
        "AddAccountAlias",
        Client.Route("id", account),
        new Functions.Catalog.AccountAliasRequest(alias),
        catalog => catalog with { Accounts = [.. catalog.Accounts.Select(one => one.Id == account && !one.Aliases.Contains(alias) ? one with { Aliases = one.Aliases.Add(alias) } : one)] });

    /// <summary>Adds the tax tables that were forgotten.</summary>
    public async Task AddTaxTablesAsync()
    {
        foreach (var table in stage.Scenario.ForgottenTaxTables)
        {
            await stage.ChangeCatalogAsync(
                "PutTaxTable",
                Client.Route("jurisdiction", table.Jurisdiction),
                table,
                catalog => catalog with { TaxTables = [.. catalog.TaxTables.Where(one => (one.Jurisdiction, one.Version) != (table.Jurisdiction, table.Version)), table] });
        }
    }

    /// <summary>Moves a lane that stands still.</summary>
    public Task MoveLaneAsync(string legalEntityId, string function) =>
        stage.CallAsync(function, Client.Route("legalEntity", legalEntityId), new LaneActionRequest(stage.Decisions.NextNote(function)));

    /// <summary>Reconciles the books of an entity, or of all of them, and every period of its accounts that somebody asked to close.</summary>
    public async Task ReconcileAsync(string? legalEntityId)
    {
        foreach (var entity in stage.Scenario.Catalog.LegalEntities.Where(entity => legalEntityId is null || entity.Id == legalEntityId))
        {
            await stage.CallAsync("RunReconciliation", body: new ReconcileRequest(entity.Id));
        }

        foreach (var account in stage.Scenario.Catalog.Accounts.Where(account => legalEntityId is null || account.LegalEntityId == legalEntityId))
        {
            var periods = (await stage.CallAsync("ListPeriods", Client.Route("id", account.Id))).Read<Page<PeriodStatus>>().Items;
            foreach (var period in periods.Where(period => period.State == PeriodState.Closed))
            {
                await stage.CallAsync("RunReconciliation", body: new ReconcileRequest(Account: account.Id, Period: period.PeriodKey));
            }
        }
    }
}
