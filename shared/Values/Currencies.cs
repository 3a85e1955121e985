using System.Collections.Frozen;

namespace RevenueFunctions;

/// <summary>The currencies the fabric knows and their minor units (ISO 4217 list one).</summary>
public static class Currencies
{
    private const string TwoDecimals =
        "AED ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD "
        + "FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN "
        + "MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD "
        + "TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG";

    private static readonly FrozenDictionary<string, int> MinorUnits =
        TwoDecimals.Split(' ').Select(code => (code, 2))
            .Concat("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".Split(' ').Select(code => (code, 0)))
            .Concat("BHD IQD JOD KWD LYD OMR TND".Split(' ').Select(code => (code, 3)))
            .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2);

    /// <summary>True when the code is one the fabric knows.</summary>
    public static bool IsKnown(string code) => MinorUnits.ContainsKey(code);

    /// <summary>Decimals of the currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD.</summary>
    /// <exception cref="ArgumentException">The currency is not known.</exception>
    public static int Decimals(string code) => MinorUnits.TryGetValue(code, out var decimals)
        ? decimals
        : throw new ArgumentException($"'{code}' is no ISO 4217 currency that the fabric knows.", nameof(code));

    /// <summary>Rounds half away from zero to the currency's minor unit: the named place where money is rounded, once, at the line.</summary>
    public static Money Round(Money value)
    {
        // Adding a zero of that scale keeps the decimals in sight: 49 EUR is written "49.00", like every other amount of the invoice.
        var decimals = Decimals(value.Currency);
        return value with { Amount = Math.Round(value.Amount, decimals, MidpointRounding.AwayFromZero) + new decimal(0, 0, 0, false, (byte)decimals) };
    }
}
