using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Ledger;

namespace RevenueFunctions.Functions.Ledger;

/// <summary>Hands a legal entity's books out for other programs.</summary>
public sealed class BooksExportApi(BooksExport export, FindLegalEntity findLegalEntity)
{
    /// <summary>The books of a range of days.</summary>
    [Function("ExportBooks")]
    [ApiOperation(Role.Reader, "Ledger", "Exports a legal entity's books with declarations, opening balances and the balances that they must end with; answers text, not JSON.",
        Query = ["format: hledger (default), beancount or csv", "from: first accounting day, yyyy-MM-dd", "to: last accounting day, yyyy-MM-dd"], Errors = [400, 404])]
    public async Task<IResult> ExportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/ledger/{legalEntity}/export")] HttpRequest request, string legalEntity, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await findLegalEntity(legalEntity, cancellationToken) is not { } entity)
        {
            return Problems.NotFound("legal entity", legalEntity);
        }

        var format = BooksFormat.Hledger;
        if (request.Query["format"].ToString() is { Length: > 0 } name && (name.Any(char.IsAsciiDigit) || !Enum.TryParse(name, ignoreCase: true, out format)))
        {
            return Problems.Invalid("format", "unknown-format", $"'{Problems.Shown(name)}' is no format.", "Send hledger, beancount or csv.");
        }

        if (!Day(request, "from", out var from) || !Day(request, "to", out var to) || to < from)
        {
            return Problems.Invalid("from", "no-range", "'from' and 'to' are no range of days.", "Send days such as 2026-11-01, 'from' not after 'to'; leave one out for an open end.");
        }

        // Written as it is read: books of any size pass through without being held.
        return Results.Stream(
            async body =>
            {
                await foreach (var text in export.WriteAsync(entity, format, new BooksRange(from, to), cancellationToken))
                {
                    await body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
                }
            },
            format == BooksFormat.Csv ? "text/csv; charset=utf-8" : "text/plain; charset=utf-8");
    }

    private static bool Day(HttpRequest request, string name, out DateOnly? day)
    {
        day = null;
        var text = request.Query[name].ToString();
        if (text.Length == 0)
        {
            return true;
        }

        var isDay = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && read.Year is >= 1970 and < 9000;
        day = isDay ? read : null;
        return isDay;
    }
}
