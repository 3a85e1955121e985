using System.Diagnostics;
using System.Globalization;

namespace RevenueFunctions.Benchmarks.Rating;

/// <summary>
/// The peer: the same four bands over as many quantities, rated by PostgreSQL in one process. The rows are there, in memory, before the clock
/// runs, and only a count and a sum come back. The general query reads the bands from a table, as any price would; the other is written for this price.
/// </summary>
internal static class PostgresRating
{
    private const string Tiers = "(0, 1000, 0.07, 2), (1000, 5000, 0.065, 1), (5000, 10000, 0.06, 0), (10000, NULL, 0.055, 0)";

    private const string General = """
        SELECT count(*), sum(amount) FROM (SELECT round((SELECT sum((least(quantity, coalesce(high, quantity)) - low) * unit + flat)
        FROM tier WHERE quantity > low OR low = 0), 2) AS amount FROM usage OFFSET 0) rated
        """;

    private const string Written = """
        SELECT count(*), sum(amount) FROM (SELECT round(least(quantity, 1000) * 0.07 + 2 + greatest(least(quantity, 5000) - 1000, 0) * 0.065 + CASE WHEN quantity > 1000 THEN 1 ELSE 0 END
        + greatest(least(quantity, 10000) - 5000, 0) * 0.06 + greatest(quantity - 10000, 0) * 0.055, 2) AS amount FROM usage OFFSET 0) rated
        """;

    /// <summary>Rows a second of both queries, and the sum they agree on; or why there are none.</summary>
    public static async Task<(double General, double Written, decimal Sum, string Reason)> MeasureAsync(string folder, int rows, CancellationToken cancellationToken)
    {
        var (server, reason) = await PostgresServer.TryStartAsync(folder, cancellationToken);
        if (server is null)
        {
            return (0, 0, 0, reason);
        }

        await using (server)
        {
            await server.QueryAsync(
                string.Create(CultureInfo.InvariantCulture, $"""
                CREATE UNLOGGED TABLE usage AS SELECT line, (line * 7919::bigint % 200000) / 10.0::numeric AS quantity FROM generate_series(0, {rows - 1}) line;
                CREATE TABLE tier (low numeric, high numeric, unit numeric, flat numeric); INSERT INTO tier VALUES {Tiers}; ANALYZE usage; ANALYZE tier;
                """), cancellationToken);
            var (general, sum) = await RateAsync(server, General, rows, cancellationToken);
            var (written, other) = await RateAsync(server, Written, rows, cancellationToken);
            return sum == other ? (general, written, sum, string.Empty) : throw new InvalidOperationException($"PostgreSQL's queries disagree: {sum} and {other}.");
        }
    }

    private static async Task<(double Rate, decimal Sum)> RateAsync(PostgresServer server, string query, int rows, CancellationToken cancellationToken)
    {
        var (best, sum) = (0d, 0m);
        for (var round = 0; round < 3; round++)
        {
            var start = Stopwatch.GetTimestamp();
            var answer = (await server.QueryAsync(query, cancellationToken)).Trim().Split('|');
            best = Math.Max(best, rows / Stopwatch.GetElapsedTime(start).TotalSeconds);
            sum = decimal.Parse(answer[1], CultureInfo.InvariantCulture);
        }

        return (best, sum);
    }
}
