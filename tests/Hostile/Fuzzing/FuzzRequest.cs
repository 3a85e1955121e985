using RevenueFunctions.Tests.Hostile.Mutation;
using RevenueFunctions.Tests.Hostile.Surface;

namespace RevenueFunctions.Tests.Hostile.Fuzzing;

/// <summary>A valid request and what is done to it. Made from the seed and the number alone, so that one request can be made again.</summary>
/// <param name="Valid">The request as the host should carry it out.</param>
/// <param name="Mutations">What spoils it, each with a seed of its own, so that one can be left out.</param>
internal sealed record FuzzRequest(RequestDraft Valid, IReadOnlyList<(RequestMutation Mutation, int Seed)> Mutations)
{
    private const int ShareOfUsage = 40;

    /// <summary>The n-th request of a campaign.</summary>
    public static FuzzRequest Make(int seed, int number, ApiSurface api, UsageRequests usage)
    {
        var choice = SeededChoice.Of(seed, number);
        var valid = choice.Percent(ShareOfUsage) ? usage.Make(choice) : api.Make(choice.Pick(api.Operations), choice);
        var draft = valid;
        var mutations = new List<(RequestMutation, int)>();
        for (var left = choice.Pick([0, 1, 1, 1, 1, 2, 2, 3]); left > 0; left--)
        {
            var one = (RequestMutations.Pick(draft, choice), choice.Seed());
            draft = one.Item1.Apply(draft, new SeededChoice(one.Item2));
            mutations.Add(one);
        }

        return new FuzzRequest(valid, mutations);
    }

    /// <summary>The spoiled request.</summary>
    public RequestDraft Draft => Mutations.Aggregate(Valid, (draft, one) => one.Mutation.Fits(draft) ? one.Mutation.Apply(draft, new SeededChoice(one.Seed)) : draft);

    /// <summary>The same with each of its mutations left out in turn.</summary>
    public IEnumerable<FuzzRequest> Simpler() => Mutations.Select(one => this with { Mutations = [.. Mutations.Where(other => other != one)] });

    /// <summary>What is done to it.</summary>
    public string Describe() => Mutations.Count == 0 ? "none" : string.Join(", ", Mutations.Select(one => one.Mutation.Name));
}
