using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>Reads and writes exchange rates. Many at once go through the catalog import.</summary>
public sealed class ExchangeRateApi(CatalogReader reader, CatalogWriter writer)
{
    private readonly CatalogResource<ExchangeRate> documents = new(
        reader, writer, "exchange rate", document => KeyOf(document.From, document.To, document.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        catalog => catalog.ExchangeRates, document => new CatalogDocuments { ExchangeRates = [document] });

    /// <summary>All of them.</summary>
    [Function("ListExchangeRates")]
    [ApiOperation(Role.Reader, "Accounting", "Lists exchange rates by pair and day.", Response = typeof(Page<ExchangeRate>),
        Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before", "from: only rates of this currency", "to: only rates into this currency"], Errors = [400])]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/exchange-rates")] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return documents.ListAsync(
            request,
            document => (request.Query["from"] is not [{ Length: > 0 } from] || document.From == from) && (request.Query["to"] is not [{ Length: > 0 } to] || document.To == to),
            cancellationToken);
    }

    /// <summary>One.</summary>
    [Function("GetExchangeRate")]
    [ApiOperation(Role.Reader, "Accounting", "Shows the exchange rate of a day, with its entity tag.", Response = typeof(ExchangeRate), Errors = [404])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/exchange-rates/{from}/{to}/{date}")] HttpRequest request, string from, string to, string date, CancellationToken cancellationToken) =>
        documents.GetAsync(request, KeyOf(from, to, date), cancellationToken);

    /// <summary>Adds one.</summary>
    [Function("PutExchangeRate")]
    [ApiOperation(Role.Configurer, "Accounting", "Adds the exchange rate of a day, with its source; a rate never changes.", Request = typeof(ExchangeRate), Response = typeof(ExchangeRate), Creates = true, Errors = [400, 409, 412])]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "v1/exchange-rates/{from}/{to}/{date}")] HttpRequest request, string from, string to, string date, CancellationToken cancellationToken) =>
        documents.PutAsync(request, KeyOf(from, to, date), cancellationToken);

    private static string KeyOf(string from, string to, string date) => $"{from}:{to}:{date}";
}
