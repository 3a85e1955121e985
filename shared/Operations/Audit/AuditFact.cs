namespace RevenueFunctions.Operations;

/// <summary>What the audit log is told of a command. It holds no content: neither bodies, which may be personal, nor credentials.</summary>
/// <param name="Kind">Whether it is about to happen or has happened.</param>
/// <param name="RequestId">The request: joins the intent and its outcome.</param>
/// <param name="Subject">Who.</param>
/// <param name="Operation">What, as the OpenAPI document names it.</param>
/// <param name="Target">On which object, as the route names it.</param>
/// <param name="Status">The HTTP status of the answer; absent on an intent.</param>
public sealed record AuditFact(AuditKind Kind, string RequestId, string Subject, string Operation, string Target, int? Status = null);
