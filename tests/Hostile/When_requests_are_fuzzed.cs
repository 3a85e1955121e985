using System.Security.Cryptography;
using RevenueFunctions.Tests.Hostile.Fuzzing;

namespace RevenueFunctions.Tests.Hostile;

/// <summary>
/// Whatever is sent to any operation of the host: it answers in time, never with a 5xx, every refusal is a problem that says what is wrong,
/// memory stays bounded, and each event that was acknowledged has an outcome.
/// </summary>
public class When_requests_are_fuzzed(ITestOutputHelper output)
{
    private const int Requests = 700;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public Task Should_answer_as_it_must_for_the_seeds_kept(int seed) => AttackAsync(seed);

    [Fact]
    public Task Should_answer_as_it_must_for_a_seed_never_seen() => AttackAsync(RandomNumberGenerator.GetInt32(int.MaxValue));

    private async Task AttackAsync(int seed)
    {
        output.WriteLine($"seed {seed}");
        var report = await new Campaign(seed, Requests).RunAsync();
        output.WriteLine(report.ToString());
        Assert.True(report.IsClean, report.ToString());
    }
}
