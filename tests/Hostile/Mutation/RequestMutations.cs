using RevenueFunctions.Tests.Hostile.Surface;

namespace RevenueFunctions.Tests.Hostile.Mutation;

/// <summary>Every way to spoil a request: its body as JSON, its body as bytes, and what stands around the body.</summary>
internal static class RequestMutations
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get"];

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<RequestMutation> All =
    [
        new("json", 10, draft => draft is { Tree: not null, Bytes: null }, (draft, choice) => draft with { Tree = JsonMutations.Anywhere(draft.Tree!, choice) }),
        new("value", 8, draft => draft is { Tree: not null, Bytes: null }, (draft, choice) => draft with { Tree = JsonMutations.Value(draft.Tree!, choice) }),
        new("path", 5, draft => draft.Path.Count > 0, SpoilPath),
        new("query", 5, draft => true, SpoilQuery),
        .. ByteMutations.All,
        .. HeaderMutations.All,
        new("method", 1, draft => true, (draft, choice) => draft with { Method = choice.Pick(Methods) }),
    ];

    private static readonly RequestMutation[] Weighted = [.. All.SelectMany(mutation => Enumerable.Repeat(mutation, mutation.Weight))];

    /// <summary>One that fits.</summary>
    public static RequestMutation Pick(RequestDraft draft, SeededChoice choice)
    {
        while (true)
        {
            if (choice.Pick(Weighted) is var one && one.Fits(draft))
            {
                return one;
            }
        }
    }

    private static RequestDraft SpoilPath(RequestDraft draft, SeededChoice choice)
    {
        var name = choice.Pick([.. draft.Path.Keys]);
        var value = choice.Percent(80) ? HostileValues.Text(choice) : draft.Path[name] + HostileValues.Text(choice);
        return draft with { Path = new Dictionary<string, string>(draft.Path) { [name] = value } };
    }

    private static RequestDraft SpoilQuery(RequestDraft draft, SeededChoice choice)
    {
        List<KeyValuePair<string, string>> query = [.. draft.Query];
        if (draft.Operation.Query.Count > 0 && choice.Percent(85))
        {
            query.Add(new(choice.Pick(draft.Operation.Query), HostileValues.Text(choice)));
        }
        else
        {
            query.Add(new(HostileValues.Text(choice), HostileValues.Text(choice)));
        }

        return draft with { Query = query };
    }
}
