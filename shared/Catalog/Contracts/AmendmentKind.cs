namespace RevenueFunctions.Catalog;

/// <summary>What an amendment changes.</summary>
public enum AmendmentKind
{
    /// <summary>The quantity of a rate card, such as seats.</summary>
    Quantity,

    /// <summary>The plan, up or down, or only its version.</summary>
    Plan,

    /// <summary>The contract ends.</summary>
    Cancel,

    /// <summary>Fees stop until the contract is resumed.</summary>
    Pause,

    /// <summary>Fees go on after a pause.</summary>
    Resume,

    /// <summary>Another end of the trial, or a new trial.</summary>
    Trial,
}
