using RevenueFunctions.Exceptions;

namespace RevenueFunctions.Operations;

/// <summary>The open exceptions as a measurement reads them: once, for all that is told from them.</summary>
/// <param name="Cases">The cases.</param>
/// <param name="AreMore">True when there are more than were read.</param>
internal sealed record OpenCases(IReadOnlyList<ExceptionCase> Cases, bool AreMore)
{
    private const int PageCases = 1000;
    private const int MostPages = 20;

    /// <summary>Reads up to 20 pages of a thousand.</summary>
    public static async Task<OpenCases> ReadAsync(ExceptionStore exceptions, CancellationToken cancellationToken)
    {
        var cases = new List<ExceptionCase>();
        string? continuation = null;
        for (var page = 0; page < MostPages; page++)
        {
            (var read, continuation) = await exceptions.ListAsync(ExceptionState.Open, PageCases, continuation, cancellationToken);
            cases.AddRange(read);
            if (continuation is null)
            {
                break;
            }
        }

        return new OpenCases(cases, continuation is not null);
    }
}
