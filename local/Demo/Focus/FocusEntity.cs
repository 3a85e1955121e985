namespace RevenueFunctions.Local.Demo.Focus;

/// <summary>An invoice issuer in one billing currency: a legal entity of the fabric.</summary>
internal sealed record FocusEntity(string Id, string Issuer, string Currency);
