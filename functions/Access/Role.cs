namespace RevenueFunctions.Functions.Access;

/// <summary>What a caller may do. Every role may read as well.</summary>
public enum Role
{
    /// <summary>Everybody, without a credential: for what holds no data. No caller is given it.</summary>
    Anyone,

    /// <summary>Reads.</summary>
    Reader,

    /// <summary>Decides about what stands still: closes periods, moves lanes, resolves exceptions, replays and discards quarantined usage.</summary>
    Operator,

    /// <summary>Changes the catalog: accounts, contracts, prices, meters, mappings, taxes, legal entities.</summary>
    Configurer,

    /// <summary>Approves governed configuration that somebody else wrote.</summary>
    Approver,
}
