using System.Globalization;
using System.Text.Json;
using RevenueFunctions.Tests.Hostile.Wire;

namespace RevenueFunctions.Tests.Hostile.Fuzzing;

/// <summary>What must hold when a round of hostile requests is over.</summary>
internal static class AfterRound
{
    private const string Conservation = "/api/v1/ingest/conservation";

    /// <summary>What does not hold.</summary>
    public static async Task<List<string>> CheckAsync(FuzzedHost fuzzed)
    {
        var wrong = new List<string>();
        if (await fuzzed.UntilAsync(Conservation, page => Sum(page, item => item.GetProperty("notYetSeen").GetInt64()) == 0) is not { } page)
        {
            return [$"ingest came to no end: {(await fuzzed.Client.SendAsync(WireRequest.Get(Conservation))).Text}"];
        }

        wrong.AddRange(page.GetProperty("items").EnumerateArray().Where(item => !item.GetProperty("closes").GetBoolean()).Select(item => $"conservation does not close: {item}"));
        var (enqueued, certain, possible) = (Sum(page, item => item.GetProperty("enqueued").GetInt64()), fuzzed.Acknowledged.Certain, fuzzed.Acknowledged.Possible);
        if (enqueued < certain || enqueued > certain + possible)
        {
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{certain} hub events were acknowledged and {possible} more may have been stored, but the ledger accounts for {enqueued}"));
        }

        foreach (var entity in (await fuzzed.MustAsync(WireRequest.Get("/api/v1/legal-entities?limit=1000"))).GetProperty("items").EnumerateArray())
        {
            var id = Uri.EscapeDataString(entity.GetProperty("id").GetString()!);
            var balance = await fuzzed.MustAsync(WireRequest.Get($"/api/v1/ledger/{id}/trial-balance?recount=true"));
            if (!balance.GetProperty("isBalanced").GetBoolean() || !balance.GetProperty("recount").GetProperty("isExact").GetBoolean())
            {
                wrong.Add($"the books of {id} do not balance: {balance}");
            }
        }

        wrong.AddRange(await UsageIsStillTakenAsync(fuzzed));
        return wrong;
    }

    private static async Task<List<string>> UsageIsStillTakenAsync(FuzzedHost fuzzed)
    {
        await fuzzed.RestoreCatalogAsync();
        var before = Sum(await fuzzed.MustAsync(WireRequest.Get(Conservation)), Accepted);
        var id = string.Create(CultureInfo.InvariantCulture, $"clean-{before}");
        await fuzzed.MustAsync(WireRequest.Json("POST", "/usage/cloudevents", $$$"""{"specversion":"1.0","id":"{{{id}}}","source":"clean","type":"acme.api.request","subject":"northwind-traders","time":"2026-10-05T05:05:05Z","data":{"region":"us-east","status":200}}""", "application/cloudevents+json"));
        return await fuzzed.UntilAsync(Conservation, page => Sum(page, Accepted) > before) is null ? ["a clean event is not accepted any more"] : [];
    }

    private static long Accepted(JsonElement partition) => partition.GetProperty("totals").GetProperty("accepted").GetInt64();

    private static long Sum(JsonElement page, Func<JsonElement, long> of) => page.GetProperty("items").EnumerateArray().Sum(of);
}
