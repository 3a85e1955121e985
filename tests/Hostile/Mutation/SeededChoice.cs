namespace RevenueFunctions.Tests.Hostile.Mutation;

/// <summary>Everything that is left to chance, drawn from one seed.</summary>
internal sealed class SeededChoice(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>A choice of its own for the n-th of something, so that each can be repeated without those before it.</summary>
    public static SeededChoice Of(int seed, int number) => new(unchecked((seed * 397) ^ (number * 7919)));

    /// <summary>From 0 up to a number, which is left out.</summary>
    public int Below(int bound) => random.Next(bound);

    /// <summary>True so many times out of a hundred.</summary>
    public bool Percent(int chance) => random.Next(100) < chance;

    /// <summary>One of them.</summary>
    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>A seed for a choice that hangs on this one.</summary>
    public int Seed() => random.Next();

    /// <summary>Random bytes.</summary>
    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
