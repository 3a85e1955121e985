using System.Globalization;
using Microsoft.AspNetCore.Http;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Settings;
using RevenueFunctions.Posting;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Functions.Http;

/// <summary>The one place that says which failures of an operation are outages, to be answered as such, and not bugs.</summary>
internal static class Outages
{
    /// <summary>Long enough for a store that restarts, short enough that a caller who obeys it loses little.</summary>
    private const string RetryAfterSeconds = "5";

    /// <summary>The answer to a failure, with when to come back; null when it is a bug.</summary>
    public static IResult? Answer(Exception failure, HttpResponse response)
    {
        // Addresses and roles are for those who run the fabric. Customers, and whoever nobody knows, learn that it is away.
        var reason = response.HttpContext.Features.Get<Caller>() is { Accounts: null } ? $"{failure.Message} " : string.Empty;
        var answer = failure switch
        {
            StorageUnavailableException => Problems.Unavailable(
                StatusOf(failure), "storage-unavailable", "The store cannot be reached now.",
                $"{reason}Nothing that was answered is lost; send the request again after the time in Retry-After."),
            MessagingUnavailableException => Problems.Unavailable(
                StatusOf(failure), "messaging-unavailable", "A messaging service cannot be reached now.",
                $"{reason}Send the request again after the time in Retry-After; what it did already is not done twice."),
            ErpUnavailableException => Problems.Unavailable(
                StatusOf(failure), "erp-unavailable", "The ERP cannot be reached now.", "Send the request again after the time in Retry-After."),
            TimeoutException => Problems.Unavailable(
                StatusOf(failure), "erp-no-answer", "The ERP did not answer in time.", "Send the request again after the time in Retry-After."),
            MalformedErpAnswerException => Problems.Unavailable(
                StatusOf(failure), "erp-answer-malformed", "The ERP's answer makes no sense.", "The log says what it answered; send the request again when the connector or the ERP is mended."),
            IdentityProviderUnavailableException => Problems.Unavailable(
                StatusOf(failure), "identity-provider-unavailable", "The identity provider cannot be reached now.", $"{failure.Message} Send the request again after the time in Retry-After."),
            AzureAccessException => Problems.Unavailable(
                StatusOf(failure), "access-refused", "A service that the fabric needs refuses it.", $"{reason}Send the request again when that is mended."),
            _ => null,
        };
        if (answer is not null)
        {
            response.Headers.RetryAfter = failure is ErpUnavailableException { RetryAfter: { } asked } && asked > TimeSpan.Zero
                ? Math.Ceiling(asked.TotalSeconds).ToString(CultureInfo.InvariantCulture)
                : RetryAfterSeconds;
        }

        return answer;
    }

    /// <summary>The status that a failure is answered with.</summary>
    public static int StatusOf(Exception failure) => failure switch
    {
        StorageUnavailableException or MessagingUnavailableException or ErpUnavailableException or TimeoutException or IdentityProviderUnavailableException or AzureAccessException =>
            StatusCodes.Status503ServiceUnavailable,
        MalformedErpAnswerException => StatusCodes.Status502BadGateway,
        _ => StatusCodes.Status500InternalServerError,
    };
}
