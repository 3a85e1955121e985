using RevenueFunctions.Tests.Hostile.Surface;

namespace RevenueFunctions.Tests.Hostile.Mutation;

/// <summary>One way to spoil a request.</summary>
/// <param name="Name">What it does, for the report.</param>
/// <param name="Weight">How often it is drawn, against the others.</param>
/// <param name="Fits">Whether there is something to spoil.</param>
/// <param name="Apply">Spoils it.</param>
internal sealed record RequestMutation(string Name, int Weight, Func<RequestDraft, bool> Fits, Func<RequestDraft, SeededChoice, RequestDraft> Apply);
