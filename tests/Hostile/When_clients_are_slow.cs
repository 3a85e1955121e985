using System.Globalization;
using System.Net.Sockets;
using System.Text;
using RevenueFunctions.Tests.Hostile.Wire;

namespace RevenueFunctions.Tests.Hostile;

/// <summary>Clients that hold connections and give nothing for them: each kind is got rid of in time, and meanwhile usage goes on being taken.</summary>
public sealed class When_clients_are_slow(ImpatientHost host) : IClassFixture<ImpatientHost>
{
    private const int Slow = 100;
    private const int EventsMeanwhile = 50;

    [Fact]
    public async Task Should_take_usage_beside_a_thousand_idle_connections()
    {
        var idle = new List<WireConnection>();
        try
        {
            for (var number = 0; number < 1000; number++)
            {
                idle.Add(await WireConnection.OpenAsync(host.Host.Address));
            }

            // A tenth of them has been served before.
            foreach (var connection in idle.Take(100))
            {
                Assert.Equal(200, (await connection.SendAsync(WireRequest.Get("/api/v1/accounts"), host.Host.Address)).Status);
            }

            await host.TakesUsageAsync(EventsMeanwhile);
            await host.TakesUsageAsync(EventsMeanwhile);
            var memory = await host.Host.MemoryAsync();
            Assert.True(memory.HeapBytes < 64 * 1024 * 1024, memory.ToString());

            // They were really there all the time: the first and the last are served now.
            Assert.Equal(200, (await idle[0].SendAsync(WireRequest.Get("/api/v1/accounts"), host.Host.Address)).Status);
            Assert.Equal(200, (await idle[^1].SendAsync(WireRequest.Get("/api/v1/accounts"), host.Host.Address)).Status);
        }
        finally
        {
            idle.ForEach(connection => connection.Dispose());
        }
    }

    [Fact]
    public Task Should_end_heads_that_come_a_byte_at_a_time() =>
        EndsMeanwhileAsync("GET /api/v1/accounts HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ", 408);

    [Theory]
    [InlineData("/usage/cloudevents", "application/cloudevents+json")]
    [InlineData("/api/v1/catalog/import", "application/json")]
    public Task Should_end_bodies_that_come_a_byte_at_a_time(string target, string contentType) =>
        EndsMeanwhileAsync($"POST {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {contentType}\r\nContent-Length: 100000\r\n\r\n{{", 408);

    [Fact]
    public async Task Should_end_a_body_that_never_ends_although_it_keeps_up()
    {
        using var connection = await WireConnection.OpenAsync(host.Host.Address);
        await connection.WriteAsync("POST /api/v1/catalog/import HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"u8.ToArray());
        using var enough = new CancellationTokenSource();
        var dripping = DripAsync(connection, new string(' ', 500), enough.Token);
        var answer = await connection.ReadAnswerAsync();
        await enough.CancelAsync();
        await dripping;

        Assert.Equal(408, answer.Status);
        Assert.Contains("body-too-slow", answer.Text, StringComparison.Ordinal);
        await host.TakesUsageAsync(1);
    }

    [Fact]
    public async Task Should_not_mind_clients_that_vanish_half_way()
    {
        var half = Encoding.ASCII.GetBytes("POST /usage/cloudevents HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/cloudevents+json\r\nContent-Length: 500\r\n\r\n{\"specversion\":");
        var meanwhile = host.TakesUsageAsync(EventsMeanwhile);
        for (var number = 0; number < 300; number++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(host.Host.Address.Host, host.Host.Address.Port);
            await socket.SendAsync(half.AsMemory(0, 1 + (number % half.Length)));

            // Half of them say goodbye, half reset the connection.
            socket.LingerState = new LingerOption(number % 2 == 0, 0);
        }

        await meanwhile;
        await host.TakesUsageAsync(1);
    }

    [Fact]
    public async Task Should_end_connections_whose_answers_nobody_reads()
    {
        // What is written at once may take as long as it takes at the lowest rate: a high one makes that a moment.
        await using var strict = new ImpatientHost();
        await strict.StartAsync("HostLimits:BytesPerSecond=1000000");
        var asking = string.Concat(Enumerable.Repeat("GET /api/openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 80));
        var deaf = new List<Socket>();
        try
        {
            for (var number = 0; number < 20; number++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
                deaf.Add(socket);
                await socket.ConnectAsync(strict.Host.Address.Host, strict.Host.Address.Port);
                await socket.SendAsync(Encoding.ASCII.GetBytes(asking));
            }

            await strict.TakesUsageAsync(EventsMeanwhile);

            // A host that still waited for them would keep the connection: writing to it would go on for ever.
            using var patience = new CancellationTokenSource(WireClient.Patience);
            foreach (var socket in deaf)
            {
                await Assert.ThrowsAnyAsync<SocketException>(async () =>
                {
                    using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
                    while (await pause.WaitForNextTickAsync(patience.Token))
                    {
                        await socket.SendAsync("G"u8.ToArray(), patience.Token);
                    }
                });
            }
        }
        finally
        {
            deaf.ForEach(socket => socket.Dispose());
        }
    }

    /// <summary>A hundred clients send the beginning and then a byte now and then, until the host ends each of them; meanwhile usage is taken.</summary>
    private async Task EndsMeanwhileAsync(string beginning, int status)
    {
        var slow = new List<WireConnection>();
        try
        {
            using var enough = new CancellationTokenSource();
            for (var number = 0; number < Slow; number++)
            {
                slow.Add(await WireConnection.OpenAsync(host.Host.Address));
                await slow[^1].WriteAsync(Encoding.ASCII.GetBytes(beginning));
            }

            var dripping = slow.Select(connection => DripAsync(connection, "x", enough.Token)).ToList();
            var ending = slow.Select(connection => connection.ReadAnswerAsync()).ToList();
            await host.TakesUsageAsync(EventsMeanwhile);
            foreach (var answer in await Task.WhenAll(ending).WaitAsync(WireClient.Patience))
            {
                // An answer may be lost under the bytes that were still on their way; the end of the connection is what counts. And a caller who
                // holds all the places that one may have is refused the next.
                Assert.True(answer.Status is 0 or 429 || answer.Status == status, string.Create(CultureInfo.InvariantCulture, $"{answer.Status} {answer.Text}"));
            }

            await enough.CancelAsync();
            await Task.WhenAll(dripping);
        }
        finally
        {
            slow.ForEach(connection => connection.Dispose());
        }
    }

    private static async Task DripAsync(WireConnection connection, string drop, CancellationToken enough)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (await pause.WaitForNextTickAsync(enough))
            {
                await connection.WriteAsync(Encoding.ASCII.GetBytes(drop), enough);
            }
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            // The host ended the connection, as it should.
        }
    }
}
