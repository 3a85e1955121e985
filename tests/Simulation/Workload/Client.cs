using Microsoft.AspNetCore.Http;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>Calls the process as a careful client does: until there is an answer, with the same request each time.</summary>
internal static class Client
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(20);

    /// <summary>Calls until the process answers with something other than 503.</summary>
    public static async Task<ApiAnswer> CallAsync(World world, string function, IReadOnlyDictionary<string, string>? route = null, object? body = null, string query = "")
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                var answer = await world.CallAsync(process => process.Api.CallAsync(function, route, body, query));
                if (answer.Status != StatusCodes.Status503ServiceUnavailable)
                {
                    if (world.Trace.IsKept)
                    {
                        world.Trace.Add(world.Now, $"client: {function} {string.Join(' ', route?.Values ?? [])} -> {answer.Status}");
                    }

                    return answer;
                }
            }
            catch (ConnectionLostException)
            {
                // Not known whether it was done: asked again.
            }

            await world.WaitAsync(pause);
        }
    }

    /// <summary>A route of one part.</summary>
    public static IReadOnlyDictionary<string, string> Route(string name, string value) => new Dictionary<string, string> { [name] = value };

    /// <summary>A route of two parts.</summary>
    public static IReadOnlyDictionary<string, string> Route(string name, string value, string other, string otherValue) =>
        new Dictionary<string, string> { [name] = value, [other] = otherValue };
}
