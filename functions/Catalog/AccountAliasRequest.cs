namespace RevenueFunctions.Functions.Catalog;

/// <summary>A name under which producers know an account.</summary>
/// <param name="Alias">1 to 200 characters; no other account has it.</param>
public sealed record AccountAliasRequest(string Alias);
