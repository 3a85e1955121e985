namespace RevenueFunctions.Catalog;

/// <summary>How strictly configuration is governed. Section "Governance" of the settings.</summary>
public sealed class GovernanceOptions
{
    /// <summary>
    /// Whether governed kinds change by approved drafts only; direct writes of them are refused then. Default: as soon as somebody can
    /// approve, that is, an API key has the role Approver. Without one it would lock everybody out, so it is off.
    /// </summary>
    public bool? RequireApproval { get; set; }
}
