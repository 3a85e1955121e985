using Azure;
using Azure.Identity;

namespace RevenueFunctions.Functions.Settings;

/// <summary>
/// The one place that tells whether a service of Azure refused this app for who it is. The SDKs say "Unauthorized" in three ways, and none
/// names what is missing: the role, and which identity needs it.
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
        AuthenticationFailedException => $"No token could be had for {service} ({PrintableText.Of(failure.Message.Split('\n')[0], 200)}). Check {connection}__credential and {connection}__clientId, and that this identity is assigned to the app.",
        UnauthorizedAccessException or RequestFailedException { Status: 401 or 403 } =>
            $"{service} refuses this app's identity. Give the role '{role}' there to the identity that {connection}__clientId names (it takes some minutes to hold), and check that its network rules let the app in; with a connection string, check {connection}.",
        _ => null,
    };

    /// <summary>The refusal as an exception of its own, or null when the failure is about something else.</summary>
    public static AzureAccessException? Refusal(Exception failure, string service, string role, string connection) =>
        Diagnose(failure, service, role, connection) is { } diagnosis ? new AzureAccessException(diagnosis, failure) : null;
}
