using System.Net.Sockets;
using Azure;
using Azure.Identity;
using Microsoft.Identity.Client;
using RevenueFunctions.Functions.Settings;
using RevenueFunctions.Posting;

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
        { new CredentialUnavailableException("DefaultAzureCredential failed.", new AggregateException(new CredentialUnavailableException("a", new HttpRequestException()))), "Check OutboundHub__credential" },
        { new AuthenticationFailedException("failed", new MsalServiceException("invalid_client", "unknown", 400)), "Check OutboundHub__credential" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Judge_OfARefusedIdentity_NamesRoleAndSetting(Exception failure, string expected)
    {
        var refusal = AzureAccess.Judge(failure, isTransient: false, "Hub a/b", "Azure Event Hubs Data Sender", "OutboundHub");
        Assert.IsType<AzureAccessException>(refusal);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.Same(failure, refusal.InnerException);
    }

    public static TheoryData<Exception, string> Away => new()
    {
        { new RequestFailedException(503, "busy"), "Hub a/b does not answer, or is throttled (busy" },
        { new TimeoutException("late"), "Hub a/b does not answer, or is throttled (late)." },
        { new IOException("broken pipe"), "(broken pipe)" },
        { new SocketException(10061), "Hub a/b does not answer" },
        { new AuthenticationFailedException("failed", new RequestFailedException(0, "no answer")), "No token could be had for Hub a/b: the token endpoint does not answer (failed)." },
        { new AuthenticationFailedException("failed", new RequestFailedException(500, "no answer")), "the token endpoint" },
        { new AuthenticationFailedException("failed", new TaskCanceledException()), "the token endpoint" },
        { new AuthenticationFailedException("failed", new MsalServiceException("code", "busy", 503)), "the token endpoint" },
        { new CredentialUnavailableException("unreachable", new MsalServiceException("code", "away", new HttpRequestException("refused"))), "the token endpoint" },
    };

    [Theory]
    [MemberData(nameof(Away))]
    public void Judge_OfAnOutage_IsOneThatPasses(Exception failure, string expected)
    {
        var outage = AzureAccess.Judge(failure, isTransient: false, "Hub a/b", "Azure Event Hubs Data Sender", "OutboundHub");
        Assert.IsType<MessagingUnavailableException>(outage);
        Assert.Contains(expected, outage.Message, StringComparison.Ordinal);
        Assert.Same(failure, outage.InnerException);
    }

    [Fact]
    public void Judge_OfWhatTheSdkCallsTransient_IsAnOutage() =>
        Assert.IsType<MessagingUnavailableException>(AzureAccess.Judge(new InvalidOperationException(), isTransient: true, "Hub a/b", "role", "OutboundHub"));

    public static TheoryData<Exception> Others => [new RequestFailedException(404, "gone"), new InvalidOperationException(), new OperationCanceledException()];

    [Theory]
    [MemberData(nameof(Others))]
    public void Judge_OfAnythingElse_IsNone(Exception failure) => Assert.Null(AzureAccess.Judge(failure, isTransient: false, "Hub a/b", "role", "OutboundHub"));
}
