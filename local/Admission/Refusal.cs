using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Local.Admission;

/// <summary>A request that was not let in: what was exhausted, and when to come again.</summary>
/// <param name="Outcome">Whether the caller or the host is at its limit.</param>
/// <param name="Limit">The limit in words, with the setting that holds it.</param>
/// <param name="RetryAfterSeconds">When it is worth trying again.</param>
internal sealed record Refusal(ShareOutcome Outcome, string Limit, int RetryAfterSeconds)
{
    /// <summary>429 when the caller uses more than its share, 503 when nobody can be served.</summary>
    public int Status => Outcome == ShareOutcome.OverShare ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable;

    /// <summary>The last part of the problem's type.</summary>
    public string Type => Outcome == ShareOutcome.OverShare ? "over-share" : "host-saturated";

    public string Title => Outcome == ShareOutcome.OverShare ? "The caller uses more than its share." : "The host takes no more work now.";

    /// <summary>The limit and the remedy.</summary>
    public string Detail => Outcome == ShareOutcome.OverShare
        ? string.Create(CultureInfo.InvariantCulture, $"The caller may hold as much as is left free of {Limit}. Nothing of the request was kept: send it again in {RetryAfterSeconds} s, and fewer at a time.")
        : string.Create(CultureInfo.InvariantCulture, $"Nothing is left of {Limit}. Nothing of the request was kept: send it again in {RetryAfterSeconds} s.");

    /// <summary>The value of the header Retry-After.</summary>
    public string RetryAfter => RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
}
