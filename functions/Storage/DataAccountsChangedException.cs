namespace RevenueFunctions.Functions.Storage;

/// <summary>The settings name other data accounts than the rows were spread over when the first row was written.</summary>
public sealed class DataAccountsChangedException(Uri account, string expected, string? found) : InvalidOperationException(
    $"TableStorage names {account} as data account {expected}, but {(found is null ? "it has no mark, and the first account has one" : $"it is marked as {found}")}. "
    + "Rows are spread over the accounts by their number and order, so neither may change: name the same accounts in the same order again. "
    + "For more accounts, start a new deployment and replay into it (docs/storage.md).");
