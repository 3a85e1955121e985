using System.ComponentModel;
using Azure;
using Azure.Identity;
using Microsoft.Identity.Client;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Functions.Settings;

/// <summary>
/// The one place that tells whether a service of Azure refused this app for who it is, or is away. The SDKs say "Unauthorized" in three ways,
/// and none names what is missing: the role, and which identity needs it. An outage passes by itself, a refusal does not.
/// </summary>
public static class AzureAccess
{
    /// <summary>What refused the app and how that is mended, or null when the failure is about something else.</summary>
    /// <param name="failure">What the SDK threw.</param>
    /// <param name="service">The service and its address.</param>
    /// <param name="role">The role that the app needs there.</param>
    /// <param name="connection">The name of the connection in the settings.</param>
    public static string? Diagnose(Exception failure, string service, string role, string connection) => failure switch
    {
        AuthenticationFailedException when !IsTokenOutage(failure) => $"No token could be had for {service} ({Shown(failure)}). Check {connection}__credential and {connection}__clientId, and that this identity is assigned to the app.",
        UnauthorizedAccessException or RequestFailedException { Status: 401 or 403 } =>
            $"{service} refuses this app's identity. Give the role '{role}' there to the identity that {connection}__clientId names (it takes some minutes to hold), and check that its network rules let the app in; with a connection string, check {connection}.",
        _ => null,
    };

    /// <summary>The failure of a messaging service as a refusal or an outage, or null when it is a bug.</summary>
    /// <param name="failure">What the SDK threw.</param>
    /// <param name="isTransient">What the SDK says itself of its exception.</param>
    /// <param name="service">The service and its address.</param>
    /// <param name="role">The role that the app needs there.</param>
    /// <param name="connection">The name of the connection in the settings.</param>
    public static Exception? Judge(Exception failure, bool isTransient, string service, string role, string connection) => failure switch
    {
        _ when Diagnose(failure, service, role, connection) is { } diagnosis => new AzureAccessException(diagnosis, failure),
        _ when IsTokenOutage(failure) => new MessagingUnavailableException($"No token could be had for {service}: the token endpoint does not answer ({Shown(failure)}).", failure),
        _ when isTransient || IsAway(failure) => new MessagingUnavailableException($"{service} does not answer, or is throttled ({Shown(failure)}).", failure),
        _ => null,
    };

    /// <summary>
    /// True when no token could be had because its endpoint does not answer, or is throttled. The credential says why in its causes; one that
    /// tried several kinds of identity without any being there is a matter of settings.
    /// </summary>
    public static bool IsTokenOutage(Exception failure)
    {
        if (failure is AuthenticationFailedException)
        {
            for (var cause = failure.InnerException; cause is not (null or AggregateException); cause = cause.InnerException)
            {
                if (IsAway(cause) || cause is OperationCanceledException)
                {
                    return true;
                }
            }
        }

        return false;
    }

    // A socket's error is a Win32Exception. A cancelled request is no outage: whoever cancelled it knows.
    private static bool IsAway(Exception failure) => failure
        is TimeoutException or IOException or Win32Exception or HttpRequestException or MsalException { IsRetryable: true }
        or RequestFailedException { Status: 0 or 408 or 429 or >= 500 };

    private static string Shown(Exception failure) => PrintableText.Of(failure.Message.Split('\n')[0], 200);
}
