using System.Globalization;
using System.Text;
using RevenueFunctions.Tests.Hostile.Wire;

namespace RevenueFunctions.Tests.Hostile.Fuzzing;

/// <summary>A request that was not answered as it must be, with all that is needed to send it again.</summary>
/// <param name="Seed">The campaign's seed.</param>
/// <param name="Number">Which of its requests it was; -1 for what was found after a round.</param>
/// <param name="Operation">What was asked for.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Mutations">What had been done to a valid request.</param>
/// <param name="Curl">The request, shrunk.</param>
/// <param name="Answer">What came back.</param>
internal sealed record FuzzFailure(int Seed, int Number, string Operation, string What, string Mutations, string Curl, WireAnswer? Answer)
{
    private const int MostShown = 4000;

    /// <summary>The same fault, seen again.</summary>
    public string Key => $"{Operation} {What}";

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"{Operation}: {What}")
            .AppendLine(CultureInfo.InvariantCulture, $"  seed {Seed}, request {Number}, mutations: {Mutations}")
            .AppendLine(CultureInfo.InvariantCulture, $"  {(Curl.Length > MostShown ? Curl[..MostShown] + " ..." : Curl)}");
        if (Answer is not null)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  answer after {Answer.Elapsed.TotalMilliseconds:F0} ms: {Answer.Status} {(Answer.Text.Length > MostShown ? Answer.Text[..MostShown] : Answer.Text)}");
        }

        return text.ToString();
    }
}
