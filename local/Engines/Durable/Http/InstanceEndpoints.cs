using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Local.Engines.Durable.Http;

/// <summary>Reading and purging instances.</summary>
internal sealed class InstanceEndpoints(DurableEngine engine)
{
    private const string Continuation = "x-ms-continuation-token";
    private const int PageSize = 100;
    private const int MostPageSize = 1000;

    public async Task<IResult> GetAsync(HttpContext context)
    {
        var query = new QueryValues(context.Request.Query);
        var (showInput, showHistory, showOutput) = (query.Flag("showInput", true), query.Flag("showHistory", false), query.Flag("showHistoryOutput", false));
        var failAs500 = query.Flag("returnInternalServerErrorOnFailure", false);
        if (query.Issues.Count > 0)
        {
            return Problems.Invalid(query.Issues);
        }

        if (await engine.FindAsync(DurableHttpApi.InstanceIdOf(context), context.RequestAborted) is not { } state)
        {
            return Results.NotFound();
        }

        var history = showHistory && state.Status != InstanceStatus.Pending
            ? StatusView.HistoryOf(await engine.ReadHistoryAsync(state.InstanceId, context.RequestAborted), showInput, showOutput)
            : null;
        if (!state.HasEnded)
        {
            context.Response.Headers.Location = context.Request.GetEncodedUrl();
            context.Response.Headers.RetryAfter = "5";
            return DurableHttpApi.Json(StatusView.Of(state, showInput, history), StatusCodes.Status202Accepted);
        }

        var code = state.Status == InstanceStatus.Failed && failAs500 ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
        return DurableHttpApi.Json(StatusView.Of(state, showInput, history), code);
    }

    public async Task<IResult> ListAsync(HttpContext context)
    {
        var query = new QueryValues(context.Request.Query);
        var filter = FilterOf(query) with { InstanceIdPrefix = query.Text("instanceIdPrefix") };
        var (showInput, top) = (query.Flag("showInput", true), query.Number("top", PageSize, MostPageSize));
        if (query.Issues.Count > 0)
        {
            return Problems.Invalid(query.Issues);
        }

        try
        {
            var token = context.Request.Headers[Continuation].FirstOrDefault();
            var page = await engine.ListAsync(filter, top, string.IsNullOrEmpty(token) ? null : token, context.RequestAborted);
            context.Response.Headers[Continuation] = page.Continuation ?? string.Empty;
            return DurableHttpApi.Json(new JsonArray([.. page.Instances.Select(state => StatusView.Of(state, showInput))]));
        }
        catch (ArgumentException invalid)
        {
            return Problems.Invalid(Continuation, "invalid-continuation", invalid.Message, "Begin without the header.");
        }
    }

    public async Task<IResult> PurgeAsync(HttpContext context)
    {
        var id = DurableHttpApi.InstanceIdOf(context);
        if (await engine.FindAsync(id, context.RequestAborted) is null)
        {
            return Results.NotFound();
        }

        return Deleted(await engine.PurgeAsync(id, context.RequestAborted) ? 1 : 0);
    }

    public async Task<IResult> PurgeManyAsync(HttpContext context)
    {
        var query = new QueryValues(context.Request.Query);
        var filter = FilterOf(query);
        if (query.Issues.Count > 0)
        {
            return Problems.Invalid(query.Issues);
        }

        if (filter.CreatedFrom is null)
        {
            return Problems.Invalid("createdTimeFrom", "missing-parameter", "Please provide value for 'createdTimeFrom' parameter.", "Send the time from which instances are deleted.");
        }

        var (purged, _) = await engine.PurgeAsync(filter, cancellationToken: context.RequestAborted);
        return purged == 0 ? Results.NotFound() : Deleted(purged);
    }

    private static InstanceFilter FilterOf(QueryValues query) =>
        new(Statuses: query.Statuses("runtimeStatus"), CreatedFrom: query.Time("createdTimeFrom"), CreatedTo: query.Time("createdTimeTo"));

    private static IResult Deleted(int count) => DurableHttpApi.Json(new JsonObject { ["instancesDeleted"] = count });
}
