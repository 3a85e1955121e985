namespace RevenueFunctions.Posting;

/// <summary>What an account owes for a product at the end of an accounting period and was not invoiced by then.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="PeriodKey">The billing period that it will be invoiced for.</param>
/// <param name="Product">The product.</param>
/// <param name="Currency">Currency of its invoices.</param>
/// <param name="Amount">Net amount earned by the last day, after coupons and before tax.</param>
public sealed record UnbilledAmount(string AccountId, string PeriodKey, string Product, string Currency, decimal Amount);
