namespace RevenueFunctions.Operations;

/// <summary>How a figure stands against its limit; later ones are worse.</summary>
public enum FigureState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Something waits, and is within its limit.</summary>
    Attention,

    /// <summary>Over its limit: the alert of the same name fires.</summary>
    Breach,
}
