namespace RevenueFunctions.Catalog;

/// <summary>Payloads that meet the condition are known and never billed; <paramref name="Rule"/> names why in the ingest ledger.</summary>
public sealed record ExclusionRule(string Rule, FieldCondition When);
