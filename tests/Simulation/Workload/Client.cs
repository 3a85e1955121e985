using Microsoft.AspNetCore.Http;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>Calls the process as a careful client does: until there is an answer, with the same request each time.</summary>
internal static class Client
{
    /// <summary>Calls until the process answers with something other than 503.</summary>
    public static async Task<ApiAnswer> CallAsync(World world, string function, IReadOnlyDictionary<string, string>? route = null, object? body = null, string query = "")
    {
        while (true)
        {
            try
            {
                var answer = await world.CallAsync(process => process.Api.CallAsync(function, route, body, query));
                if (answer.Status != StatusCodes.Status503ServiceUnavailable)
                {
                    world.Trace.Add(world.Now, $"client: {function} {string.Join(' ', route?.Values ?? [])} -> {answer.Status}");
                    return answer;
                }
            }
            catch (ConnectionLostException)
            {
                // Not known whether it was done: asked again.
            }

            await world.WaitAsync(TimeSpan.FromSeconds(5));
        }
    }
}
