using System.Globalization;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance.Crashes;

/// <summary>What must hold once the host lives on, whatever was done to it before. All of it is asked over HTTP.</summary>
internal sealed class CrashInvariants(FabricProcess host, CrashScript script, Acknowledgements acknowledged)
{
    public async Task AssertAsync()
    {
        await AssertAliasesAsync();
        await ReplayWhatIsLeftAsync();
        await AssertConservationAsync();
        var usage = await AssertRecordsAsync();
        await AssertPeriodsAsync();
        await AssertInvoicesAsync(usage);
        await AssertLaneAsync();
        await AssertBooksAsync();
        await AssertCasesAsync();
    }

    private async Task AssertAliasesAsync()
    {
        foreach (var alias in CrashScript.Aliases)
        {
            var account = (await host.GetAsync($"/api/v1/accounts/{alias.Account}")).Json!;
            Assert.Contains(alias.Name, account["aliases"]!.AsArray().Select(known => known!.ToString()));
        }
    }

    /// <summary>A replay takes what was in quarantine when it began; what the hub delivered later waits for the next.</summary>
    private async Task ReplayWhatIsLeftAsync()
    {
        await host.UntilAsync("/api/v1/ingest/conservation", all => all["items"]!.AsArray().All(one => one!["notYetSeen"]!.GetValue<long>() == 0));
        foreach (var group in await ItemsAsync("/api/v1/quarantine"))
        {
            Assert.Equal(200, (await host.SendAsync(HttpMethod.Post, $"/api/v1/quarantine/{group["id"]}/replay")).Status);
        }

        Assert.Empty(await ItemsAsync("/api/v1/quarantine"));
    }

    private async Task AssertConservationAsync()
    {
        var partitions = (await host.GetAsync("/api/v1/ingest/conservation")).Json!["items"]!.AsArray().OfType<JsonNode>().ToList();
        Assert.All(partitions, partition => Assert.True(partition["closes"]!.GetValue<bool>(), partition.ToJsonString()));
        Assert.Equal((script.EventIds.Count, 0, 0), (Total("accepted"), Total("quarantined"), Total("excluded")));

        int Total(string name) => partitions.Sum(partition => (int)Number(partition["totals"]![name]!));
    }

    /// <summary>Each event that was answered has one record, in one period. Answers how many each period has.</summary>
    private async Task<Dictionary<(string Account, string Period), int>> AssertRecordsAsync()
    {
        var (found, usage) = (new List<string>(), new Dictionary<(string Account, string Period), int>());
        foreach (var period in CrashScript.Periods)
        {
            var records = await ItemsAsync($"/api/v1/usage/{period.Account}/{period.Period}/records");
            var counted = (await host.GetAsync($"/api/v1/usage/{period.Account}/{period.Period}")).Json!["eventCount"]!;
            Assert.Equal(records.Count, (int)Number(counted));
            usage[period] = records.Count;
            found.AddRange(records.Select(record => record["id"]!.ToString()));
        }

        found.Sort(StringComparer.Ordinal);
        Assert.Equal(script.EventIds, found);
        return usage;
    }

    private async Task AssertPeriodsAsync()
    {
        foreach (var account in script.Closes.GroupBy(close => close.Account))
        {
            var closed = (await ItemsAsync($"/api/v1/accounts/{account.Key}/periods")).Where(period => period["state"]!.ToString() == "closed");
            Assert.Equal(account.Select(close => close.Period).Order(StringComparer.Ordinal), closed.Select(period => period["periodKey"]!.ToString()).Order(StringComparer.Ordinal));
        }
    }

    private async Task AssertInvoicesAsync(Dictionary<(string Account, string Period), int> usage)
    {
        var invoices = await ItemsAsync($"/api/v1/invoices?legalEntity={CrashScript.LegalEntity}");
        Assert.Equal(
            script.Closes.Select(close => (close.Account, close.Period)).Order(),
            invoices.Select(invoice => (invoice["accountId"]!.ToString(), invoice["periodKey"]!.ToString())).Order());
        Assert.Equal(
            Enumerable.Range(1, invoices.Count).Select(number => string.Create(CultureInfo.InvariantCulture, $"DE-{number:D6}")),
            invoices.Select(invoice => invoice["number"]!.ToString()).Order(StringComparer.Ordinal));
        foreach (var invoice in invoices)
        {
            var events = usage[(invoice["accountId"]!.ToString(), invoice["periodKey"]!.ToString())];
            var price = CrashScript.Price(events);

            // Usage that came late is a line of its own, and tax is rounded line by line: how many lines there are decides the last cent.
            var lines = (await ItemsAsync($"/api/v1/invoices/{Uri.EscapeDataString(invoice["id"]!.ToString())}/lines")).Select(line => Number(line["amount"]!)).ToList();
            Assert.Equal(price, lines.Sum());
            Assert.Equal(
                ("posted", (decimal)events, price, price + lines.Sum(line => Math.Round(line * 0.19m, 2, MidpointRounding.AwayFromZero))),
                (invoice["state"]!.ToString(), Number(invoice["usageEventCount"]!), Number(invoice["subtotal"]!), Number(invoice["total"]!)));
        }
    }

    /// <summary>No place is missing, what was posted was posted in that order, and what an operator set aside stayed so.</summary>
    private async Task AssertLaneAsync()
    {
        var entries = await ItemsAsync($"/api/v1/lanes/{CrashScript.LegalEntity}/postings");
        Assert.Equal(Enumerable.Range(1, entries.Count), entries.Select(entry => (int)Number(entry["sequence"]!)));
        Assert.All(entries, entry => Assert.True(entry["state"]!.ToString() is "posted" or "setAside", entry.ToJsonString()));
        Assert.All(acknowledged.SetAside, place => Assert.Equal("setAside", entries[(int)place - 1]["state"]!.ToString()));
        var documents = await ItemsAsync($"/api/v1/ledger/{CrashScript.LegalEntity}/entries");
        Assert.Equal(
            entries.Where(entry => entry["state"]!.ToString() == "posted").Select(entry => (entry["entry"]!["postingKey"]!.ToString(), entry["reference"]!.ToString())),
            documents.Select(document => (document["entry"]!["postingKey"]!.ToString(), document["reference"]!.ToString())));
        Assert.Equal(
            script.Closes.Select(close => close.Saga).Order(StringComparer.Ordinal),
            documents.Select(document => document["entry"]!["postingKey"]!.ToString()).Order(StringComparer.Ordinal));
    }

    private async Task AssertBooksAsync()
    {
        var balance = (await host.GetAsync($"/api/v1/ledger/{CrashScript.LegalEntity}/trial-balance?recount=true")).Json!;
        Assert.True(balance["isBalanced"]!.GetValue<bool>() && balance["recount"]!["isExact"]!.GetValue<bool>(), balance.ToJsonString());
        await AssertNoBreakAsync($$"""{"legalEntity":"{{CrashScript.LegalEntity}}"}""");
        foreach (var (account, period, _) in script.Closes)
        {
            await AssertNoBreakAsync($$"""{"account":"{{account}}","period":"{{period}}"}""");
        }
    }

    private async Task AssertNoBreakAsync(string scope)
    {
        var run = await host.PostAsync("/api/v1/reconciliation/runs", scope);
        Assert.True(run.Status == 201 && run.Json!["breaks"]!.ToString() == "0", $"{scope}: {run.Json}");
    }

    private async Task AssertCasesAsync()
    {
        Assert.Empty(await ItemsAsync("/api/v1/exceptions"));
        foreach (var id in acknowledged.Cases.Distinct())
        {
            Assert.Equal("resolved", (await host.GetAsync($"/api/v1/exceptions/{Uri.EscapeDataString(id)}")).Json!["state"]!.ToString());
        }
    }

    private async Task<List<JsonNode>> ItemsAsync(string path)
    {
        var all = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var page = await host.GetAsync($"{path}{separator}limit=1000{(cursor is null ? string.Empty : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            Assert.True(page.Status == 200, $"{path}: {page.Status} {page.Json}");
            all.AddRange(page.Json!["items"]!.AsArray().OfType<JsonNode>());
            cursor = page.Json["next"]?.ToString();
        }
        while (cursor is not null);
        return all;
    }

    private static decimal Number(JsonNode node) => decimal.Parse(node.ToString(), CultureInfo.InvariantCulture);
}
