using System.Text;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Reconciliation;

/// <summary>What a record adds to a set hash, computed from the record alone.</summary>
internal static class RecordElement
{
    public static UInt128 Of(UsageRecord record) => Hash128.Element(
        EventHashes.IdentityOf(Encoding.UTF8.GetBytes(record.Source), Encoding.UTF8.GetBytes(record.Id)), Hash128.Parse(record.ContentHash));
}
