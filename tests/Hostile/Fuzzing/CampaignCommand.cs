using System.Globalization;
using System.Security.Cryptography;

namespace RevenueFunctions.Tests.Hostile.Fuzzing;

/// <summary>Fuzzing from the command line: dotnet run --project tests/Hostile -- --requests 100000 --seed 7.</summary>
internal static class CampaignCommand
{
    private const int UsualRequests = 20_000;

    /// <summary>True for the first argument of this command.</summary>
    public static bool Knows(string argument) => argument is "--requests" or "--seed" or "--help";

    /// <summary>Runs it; 0 when nothing was found.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (requests, seed) = (UsualRequests, RandomNumberGenerator.GetInt32(int.MaxValue));
        for (var at = 0; at < args.Length; at += 2)
        {
            if (at + 1 >= args.Length || !int.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || args[at] is not ("--requests" or "--seed"))
            {
                await Console.Error.WriteLineAsync("usage: dotnet run --project tests/Hostile -- [--requests 20000] [--seed S]");
                return 2;
            }

            (requests, seed) = args[at] == "--requests" ? (number, seed) : (requests, number);
        }

        Console.WriteLine($"seed {seed}");
        var report = await new Campaign(seed, requests, Console.WriteLine).RunAsync();
        Console.WriteLine(report);
        return report.IsClean ? 0 : 1;
    }
}
