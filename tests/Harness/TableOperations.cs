using System.Globalization;

namespace RevenueFunctions.Tests.Harness;

/// <summary>Requests to Table storage. A read of many rows is a point read for each; a query is a request for each page of up to 1,000 rows.</summary>
public readonly record struct TableOperations(
    int PointReads = 0, int QueryPages = 0, int EntitiesRead = 0, int Batches = 0, int EntitiesWritten = 0, long BytesWritten = 0, int Conflicts = 0)
{
    /// <summary>Requests of all kinds.</summary>
    public int Requests => PointReads + QueryPages + Batches;

    public static TableOperations operator +(TableOperations left, TableOperations right) => new(
        left.PointReads + right.PointReads, left.QueryPages + right.QueryPages, left.EntitiesRead + right.EntitiesRead, left.Batches + right.Batches,
        left.EntitiesWritten + right.EntitiesWritten, left.BytesWritten + right.BytesWritten, left.Conflicts + right.Conflicts);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Requests} requests: {PointReads} point reads, {QueryPages} query pages ({EntitiesRead} entities), {Batches} batches ({EntitiesWritten} entities, {BytesWritten} bytes, {Conflicts} conflicts)");
}
