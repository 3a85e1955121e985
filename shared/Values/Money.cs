using System.Globalization;

namespace RevenueFunctions;

/// <summary>An amount in a currency. Never mixed, never rounded except at a named place through <see cref="Currencies.Round"/>.</summary>
/// <param name="Amount">The amount in major units (12.50 is twelve and a half), any number of decimals.</param>
/// <param name="Currency">The ISO 4217 code, upper case.</param>
public readonly record struct Money(decimal Amount, string Currency)
{
    /// <summary>Nothing, in a currency.</summary>
    public static Money Zero(string currency) => new(0m, currency);

    /// <summary>The sum of two amounts of one currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator +(Money left, Money right) => new(left.Amount + right.In(left.Currency), left.Currency);

    /// <summary>The difference of two amounts of one currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator -(Money left, Money right) => new(left.Amount - right.In(left.Currency), left.Currency);

    /// <summary>The amount with the other sign.</summary>
    public static Money operator -(Money value) => new(-value.Amount, value.Currency);

    /// <summary>The sum of two amounts of one currency.</summary>
    public static Money Add(Money left, Money right) => left + right;

    /// <summary>The difference of two amounts of one currency.</summary>
    public static Money Subtract(Money left, Money right) => left - right;

    /// <summary>The amount with the other sign.</summary>
    public static Money Negate(Money value) => -value;

    /// <summary>The bare amount, checked to be in the currency that the caller computes in.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public decimal In(string currency) => Currency == currency
        ? Amount
        : throw new InvalidOperationException($"Cannot use {Currency} where {currency} is computed: convert it at a dated rate first.");

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount} {Currency}");
}
