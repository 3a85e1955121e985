namespace RevenueFunctions.Invoicing;

/// <summary>The head row of an invoice: what changes with its state, and which body it has.</summary>
internal sealed record InvoiceHead(InvoiceSummary Summary, InvoiceBodyDescription Body);

/// <summary>Names the rows of a body: the hash of the whole content and the number of pieces.</summary>
internal sealed record InvoiceBodyDescription(string ContentHash, int Pieces);
