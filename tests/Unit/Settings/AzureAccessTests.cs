using Azure;
using Azure.Identity;
using RevenueFunctions.Functions.Settings;

namespace RevenueFunctions.Tests.Unit.Settings;

/// <summary>A service that refuses the app is told from one that is away, and the diagnosis names what is missing.</summary>
public class AzureAccessTests
{
    public static TheoryData<Exception, string> Refusals => new()
    {
        { new UnauthorizedAccessException("'Send' claim(s) are required."), "Give the role 'Azure Event Hubs Data Sender' there to the identity that OutboundHub__clientId names" },
        { new RequestFailedException(403, "AuthorizationPermissionMismatch"), "Give the role 'Azure Event Hubs Data Sender'" },
        { new RequestFailedException(401, "InvalidAuthenticationInfo"), "refuses this app's identity" },
        { new AuthenticationFailedException("No managed identity endpoint found.\nat x"), "No token could be had for Hub a/b (No managed identity endpoint found.). Check OutboundHub__credential and OutboundHub__clientId" },
        { new CredentialUnavailableException("DefaultAzureCredential failed."), "Check OutboundHub__credential" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Refusal_OfARefusedIdentity_NamesRoleAndSetting(Exception failure, string expected)
    {
        var refusal = AzureAccess.Refusal(failure, "Hub a/b", "Azure Event Hubs Data Sender", "OutboundHub");
        Assert.Contains(expected, refusal!.Message, StringComparison.Ordinal);
        Assert.Same(failure, refusal.InnerException);
    }

    public static TheoryData<Exception> Others => [new RequestFailedException(503, "busy"), new RequestFailedException(404, "gone"), new TimeoutException(), new InvalidOperationException(), new IOException()];

    [Theory]
    [MemberData(nameof(Others))]
    public void Refusal_OfAnythingElse_IsNone(Exception failure) => Assert.Null(AzureAccess.Refusal(failure, "Hub a/b", "role", "OutboundHub"));
}
