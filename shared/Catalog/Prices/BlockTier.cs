namespace RevenueFunctions.Catalog;

/// <summary>Blocks of one size at one price.</summary>
/// <param name="BlockSize">Units in a block, above zero; a begun block counts.</param>
/// <param name="Amount">For one block.</param>
/// <param name="MaxBlocks">How many blocks of the tier are used before the next tier begins; the last tier goes on beyond its own.</param>
public sealed record BlockTier(decimal BlockSize, decimal Amount, decimal? MaxBlocks = null);
