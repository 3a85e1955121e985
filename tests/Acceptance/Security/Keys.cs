using System.Security.Cryptography;
using System.Text;

namespace RevenueFunctions.Tests.Acceptance.Security;

/// <summary>API keys for tests: one for each role, and one of a customer who sees the account acme only.</summary>
internal static class Keys
{
    public const string Reader = "reader-key-0123456789";
    public const string Operator = "operator-key-0123456789";
    public const string Configurer = "configurer-key-0123456789";
    public const string Approver = "approver-key-0123456789";
    public const string Everything = "everything-key-0123456789";
    public const string Customer = "customer-key-0123456789";
    public const string Master = "master-host-key-0123456789";
    public const string Producer = "producer-key-0123456789";

    /// <summary>The keys by role.</summary>
    public static IReadOnlyDictionary<string, string> ByRole { get; } = new Dictionary<string, string>
    {
        ["reader"] = Reader, ["operator"] = Operator, ["configurer"] = Configurer, ["approver"] = Approver,
    };

    /// <summary>The settings that configure them; the operator's by its hash.</summary>
    public static Dictionary<string, string?> Settings() => new()
    {
        ["ApiKeys:reader:Key"] = Reader,
        ["ApiKeys:reader:Roles"] = "Reader",
        ["ApiKeys:operator:Hash"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Operator))),
        ["ApiKeys:operator:Roles"] = "operator",
        ["ApiKeys:configurer:Key"] = Configurer,
        ["ApiKeys:configurer:Roles"] = "Configurer",
        ["ApiKeys:approver:Key"] = Approver,
        ["ApiKeys:approver:Roles"] = "Approver",
        ["ApiKeys:everything:Key"] = Everything,
        ["ApiKeys:everything:Roles"] = "Reader, Operator, Configurer, Approver",
        ["ApiKeys:acme-portal:Key"] = Customer,
        ["ApiKeys:acme-portal:Roles"] = "Reader",
        ["ApiKeys:acme-portal:Accounts"] = "acme",
        ["Governance:RequireApproval"] = "false",
        ["HostKeys:Master"] = Master,
        ["EventHub:Keys:telemetry"] = Producer,
    };
}
