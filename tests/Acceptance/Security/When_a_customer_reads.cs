using System.Globalization;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance.Security;

/// <summary>
/// A caller who may see one account only cannot learn anything of another, not even that it exists (OWASP API1): for each operation, what
/// is asked with another customer's ids is answered exactly as what is asked with ids that nobody has.
/// </summary>
public sealed class When_a_customer_reads(SecuredFabric fabric) : IClassFixture<SecuredFabric>
{
    private readonly RawClient client = fabric.Client;
    private readonly ApiSurface api = fabric.Api;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_show_what_is_theirs(bool withToken)
    {
        foreach (var operation in OfAccount())
        {
            var answer = await AskAsync(operation, "acme", withToken);
            Assert.True(answer.Status == 200, $"{operation}: {answer.Status} {answer.Text}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_answer_for_anothers_objects_as_for_objects_that_do_not_exist(bool withToken)
    {
        foreach (var operation in OfAccount().Where(one => one.Parameters.Any()))
        {
            var (others, nobodys) = (await AskAsync(operation, "rival", withToken), await AskAsync(operation, "ghost", withToken));
            Assert.True(others.Status == 404, $"{operation}: {others.Status} {others.Text}");
            AssertSame(operation, others, nobodys);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_list_nothing_of_another(bool withToken)
    {
        var lists = OfAccount().Where(one => !one.Parameters.Any()).ToList();
        Assert.True(lists.Count >= 4);
        foreach (var operation in lists.Where(one => one.Id != "FindUsageRecord"))
        {
            var all = await client.GetAsync(operation.Template, fabric.Customer(withToken));
            Assert.Equal(200, all.Status);
            Assert.Contains("acme", all.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("rival", all.Text, StringComparison.OrdinalIgnoreCase);

            // Whoever may see all accounts finds the other one there: the check above can fail.
            Assert.Contains("rival", (await client.GetAsync(operation.Template, Keys.Reader)).Text, StringComparison.Ordinal);
            foreach (var filter in operation.Query.Where(name => name is "account" or "cursor"))
            {
                AssertSame(operation, await client.GetAsync($"{operation.Template}?{filter}=rival", fabric.Customer(withToken)), await client.GetAsync($"{operation.Template}?{filter}=ghost", fabric.Customer(withToken)));
            }
        }

        foreach (var cursor in new[] { "rival|", "de01|", "rival|20260301:0001" })
        {
            var answer = await client.GetAsync($"/api/v1/invoices?cursor={Uri.EscapeDataString(cursor)}", fabric.Customer(withToken));
            Assert.DoesNotContain("total", answer.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_find_no_usage_of_another_by_id_or_alias(bool withToken)
    {
        foreach (var (other, nobody) in new[] { ("rival", "ghost"), ("C-2", "C-9") })
        {
            var find = api.Operations.Single(one => one.Id == "FindUsageRecord");
            AssertSame(find, await client.GetAsync($"{find.Template}?source=s&id=i&account={other}", fabric.Customer(withToken)), await client.GetAsync($"{find.Template}?source=s&id=i&account={nobody}", fabric.Customer(withToken)));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_not_open_what_shows_more_than_single_accounts(bool withToken)
    {
        foreach (var operation in api.Operations.Where(one => one is { Role: "reader", OfAccount: false }))
        {
            var answers = new List<RawClient.RawAnswer>();
            foreach (var account in new[] { "acme", "rival", "ghost" })
            {
                answers.Add(await client.SendAsync(
                    operation.Method, operation.Path(name => Id(operation, name, account)), fabric.Customer(withToken), operation.Body is null ? null : "{}", ("x-functions-key", Keys.Master)));
            }

            Assert.All(answers, answer => Assert.True(answer.Status == 403 && answer.Text == answers[0].Text, $"{operation}: {answer.Status} {answer.Text}"));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_not_show_how_an_invoice_is_booked(bool withToken)
    {
        Assert.NotNull(JsonNode.Parse((await client.GetAsync($"/api/v1/invoices/acme:{SecuredFabric.Period}", Keys.Reader)).Text)!["posting"]);
        Assert.Null(JsonNode.Parse((await client.GetAsync($"/api/v1/invoices/acme:{SecuredFabric.Period}", fabric.Customer(withToken))).Text)!["posting"]);
    }

    private List<ApiSurface.Operation> OfAccount() => [.. api.Operations.Where(one => one.OfAccount)];

    private Task<RawClient.RawAnswer> AskAsync(ApiSurface.Operation operation, string account, bool withToken)
    {
        var query = operation.Id == "FindUsageRecord" ? $"?source=test&id={account}-event&account={account}" : string.Empty;
        return client.GetAsync(operation.Path(name => Id(operation, name, account)) + query, fabric.Customer(withToken));
    }

    /// <summary>The id of something that belongs to the account. A new kind of id is added here before its operation can be opened to customers.</summary>
    private static string Id(ApiSurface.Operation operation, string name, string account) => (operation.Template.Split('/')[3], name) switch
    {
        ("accounts", "id") or ("usage", "account") => account,
        ("subscriptions", "id") => $"{account}-1",
        ("invoices", "id") => $"{account}:{SecuredFabric.Period}",
        ("credit-notes", "id") => $"{account}:{SecuredFabric.Period}:credit:1",
        (_, "period") => SecuredFabric.Period,
        _ when !operation.OfAccount => account,
        _ => throw new InvalidOperationException($"{operation} is open to customers and has the parameter '{name}': say here which of its ids belongs to an account."),
    };

    private static void AssertSame(ApiSurface.Operation operation, RawClient.RawAnswer others, RawClient.RawAnswer nobodys)
    {
        Assert.True(
            others.Status == nobodys.Status && Blank(others.Text) == Blank(nobodys.Text) && others.Text.Length == nobodys.Text.Length && Headers(others) == Headers(nobodys),
            string.Create(CultureInfo.InvariantCulture, $"{operation}{Environment.NewLine}{others.Status} {Headers(others)} {others.Text}{Environment.NewLine}{nobodys.Status} {Headers(nobodys)} {nobodys.Text}"));

        static string Blank(string text) => text.Replace("rival", "ghost", StringComparison.Ordinal).Replace("C-2", "C-9", StringComparison.Ordinal);
        static string Headers(RawClient.RawAnswer answer) => string.Join(";", answer.Headers.Where(header => header.Key is not ("Date" or "traceresponse")).OrderBy(header => header.Key, StringComparer.Ordinal));
    }
}
