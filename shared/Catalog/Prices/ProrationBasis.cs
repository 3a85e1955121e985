namespace RevenueFunctions.Catalog;

/// <summary>How the share of a partial period is measured. The denominator is always the whole period; dates are the account's.</summary>
public enum ProrationBasis
{
    /// <summary>Days, the last day not counted.</summary>
    DaysHalfOpen,

    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>Days, the first and the last day both counted, however little of them is covered.</summary>
    DaysEndInclusive,

    /// <summary>Days, every month counted as 30.</summary>
    Fixed30,
}
