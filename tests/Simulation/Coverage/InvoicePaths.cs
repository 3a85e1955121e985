using RevenueFunctions.Invoicing;
using RevenueFunctions.Storage;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Coverage;

/// <summary>Recognises the recovery paths of numbering and issuing.</summary>
internal static class InvoicePaths
{
    private const string Numbers = "invoicenumbers";

    /// <summary>Watches a world.</summary>
    public static void Watch(World world, Sightings sightings, Action<RecoveryPath> saw)
    {
        var numberedBy = new Dictionary<string, int>(StringComparer.Ordinal);
        sightings.Found += (table, row) =>
        {
            if (table == Numbers && row.Row.StartsWith("document:", StringComparison.Ordinal) && row.Value.Span.IndexOf("\"number\""u8) >= 0)
            {
                saw(RecoveryPath.NumberAskedAgain);
            }
        };
        sightings.Refused += (batch, _) =>
        {
            if (batch.Table == Numbers)
            {
                saw(RecoveryPath.NumberMetItself);
            }
        };
        world.Committed += batch =>
        {
            foreach (var change in batch.Changes)
            {
                if (batch.Table == Numbers && change.Row.StartsWith("number:", StringComparison.Ordinal))
                {
                    numberedBy[FabricJson.Read<DocumentNumber>(change.Value.Span).Number] = world.Starts;
                }
                else if (batch.Table == "invoices" && change.Row.StartsWith("head:", StringComparison.Ordinal)
                    && FabricJson.Read<InvoiceHead>(change.Value.Span).Summary is { State: InvoiceState.Issued, Number: { } number }
                    && numberedBy.Remove(number, out var start) && start < world.Starts)
                {
                    saw(RecoveryPath.NumberedDraftFinished);
                }
            }
        };
    }
}
