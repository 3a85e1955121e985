namespace RevenueFunctions.Posting;

/// <summary>An account of a chart.</summary>
/// <param name="Code">Its code, such as "4010".</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is; absent: by its role in the posting rules, or else by the first digit of its code (1 asset, 2 liability, 3 equity, 4 revenue, others expense).</param>
public sealed record ChartAccount(string Code, string Name, AccountType? Type = null)
{
    /// <summary>What it is.</summary>
    public AccountType TypeOrByCode() => Type ?? (Code.Length == 0 ? '9' : Code[0]) switch
    {
        '1' => AccountType.Asset,
        '2' => AccountType.Liability,
        '3' => AccountType.Equity,
        '4' => AccountType.Revenue,
        _ => AccountType.Expense,
    };
}
