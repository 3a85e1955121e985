namespace RevenueFunctions.Catalog;

/// <summary>What a contract charges during a segment.</summary>
public enum ContractState
{
    /// <summary>No fees; usage is free unless its rate card says that it is charged in a trial.</summary>
    Trial,

    /// <summary>Fees and usage.</summary>
    Active,

    /// <summary>No fees; usage that happens all the same is priced, because the service was delivered.</summary>
    Paused,

    /// <summary>No fees and no new usage. What was attributed before a backdated end was recorded is priced by the last plan.</summary>
    Ended,
}
