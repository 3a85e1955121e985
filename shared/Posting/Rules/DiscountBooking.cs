namespace RevenueFunctions.Posting;

/// <summary>How what coupons take off is booked.</summary>
public enum DiscountBooking
{
    /// <summary>Revenue is credited with what is left.</summary>
    Net,

    /// <summary>Revenue is credited in full, and the discount is debited on an account of its own.</summary>
    Contra,
}
