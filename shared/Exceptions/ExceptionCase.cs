namespace RevenueFunctions.Exceptions;

/// <summary>Something that gave up and waits for a person: it has an owner, an age and a remedy. Nothing in the fabric stops without one.</summary>
/// <param name="Id">Derived from the cause, so the same cause raises one case however often it happens.</param>
/// <param name="Kind">What gave up.</param>
/// <param name="Code">Stable kebab-case reason, such as "unmapped-customer".</param>
/// <param name="Title">One line for a person, such as "Unmapped customer acme-9".</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Owner">The role that has to act, such as "revenue-operations".</param>
/// <param name="Subject">What it is about: a posting key, a saga id, a quarantine group.</param>
/// <param name="State">Where it stands.</param>
/// <param name="RaisedAt">When it was first raised.</param>
/// <param name="Detail">More for a person: messages, values.</param>
/// <param name="LegalEntityId">Whose books, where it has one.</param>
/// <param name="Resolution">How it ended; absent while open.</param>
/// <param name="ResolvedAt">When it ended.</param>
public sealed record ExceptionCase(
    string Id,
    ExceptionKind Kind,
    string Code,
    string Title,
    string Remedy,
    string Owner,
    string Subject,
    ExceptionState State,
    DateTimeOffset RaisedAt,
    string? Detail = null,
    string? LegalEntityId = null,
    string? Resolution = null,
    DateTimeOffset? ResolvedAt = null);
