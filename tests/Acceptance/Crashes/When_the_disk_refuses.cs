using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance.Crashes;

/// <summary>
/// The real host on a real file whose disk is full or may not grow: it stops acknowledging and says why, reads go on, and when space comes back
/// it goes on by itself, with all that it acknowledged and nothing twice.
/// </summary>
public sealed class When_the_disk_refuses : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private readonly TemporaryFolder folder = new();
    private int sent;
    private int acknowledged;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Should_wait_for_space_on_a_full_disk()
    {
        // A disk of its own for the host, in a namespace of its own: no right is needed where the system lets users have them.
        var disk = Directory.CreateDirectory(folder.File("disk")).FullName;
        var mount = $"mount -t tmpfs -o size=48m none '{disk}'";
        using var probe = Process.Start("bash", ["-c", $"unshare -rm bash -c \"{mount}\" 2>/dev/null"]);
        await probe.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipUnless(probe.ExitCode == 0, "This system lets users have no file system of their own (unshare -rm).");

        using var process = HostProcess.Start(Path.Combine(disk, "fabric.db"), shell: $"exec unshare -rm bash -c \"{mount} && exec \\\"\\$@\\\"\" host \"$@\"");
        using var host = await FabricProcess.OfAsync(process);
        var ballast = $"/proc/{process.Id}/root{disk}/ballast";
        await RefuseAndRecoverAsync(host, Path.Combine(disk, "fabric.db"), "The disk is full", () => Fill(ballast), () => File.Delete(ballast));
    }

    [Fact]
    public async Task Should_wait_when_its_files_may_not_grow()
    {
        // In 1,024 bytes; the signal that goes with the limit is ignored, so that writes fail instead.
        using var process = HostProcess.Start(
            folder.File("fabric.db"), new Dictionary<string, string> { ["DOTNET_EnableWriteXorExecute"] = "0" }, "trap '' XFSZ; ulimit -S -f 65536; exec \"$@\"");
        using var host = await FabricProcess.OfAsync(process);
        await RefuseAndRecoverAsync(
            host, folder.File("fabric.db"), "limit on the size of files",
            () => Limit(process, new FileInfo(folder.File("fabric.db-wal")).Length.ToString(CultureInfo.InvariantCulture)), () => Limit(process, "unlimited"));
    }

    [Fact]
    public async Task Should_refuse_a_damaged_file_and_leave_it_as_it_is()
    {
        var path = folder.File("fabric.db");
        using (var host = await FabricProcess.StartAsync(path))
        {
            Assert.Equal(200, (await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json)).Status);
            await host.KillAsync();
        }

        using (var log = File.OpenWrite(path + "-wal"))
        {
            log.SetLength(log.Length / 2);
        }

        var (file, cut) = (File.ReadAllBytes(path), File.ReadAllBytes(path + "-wal"));
        using var refusing = HostProcess.Start(path);
        Assert.Null(await refusing.ServingAsync());

        Assert.Equal(1, await refusing.ExitAsync());
        Assert.Contains($"Restore a backup of '{path}'", refusing.Output, StringComparison.Ordinal);
        Assert.Equal(file, File.ReadAllBytes(path));
        Assert.Equal(cut, File.ReadAllBytes(path + "-wal"));
    }

    private async Task RefuseAndRecoverAsync(FabricProcess host, string path, string reason, Action refuse, Action allow)
    {
        Assert.Equal(200, (await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json)).Status);
        for (var batch = 0; batch < 20; batch++)
        {
            Assert.Equal(202, (await SendAsync(host)).Status);
        }

        refuse();
        var refused = await SendAsync(host);
        for (var tries = 0; refused.Status == 202 && tries < 1000; tries++)
        {
            refused = await SendAsync(host);
        }

        Assert.Equal(503, refused.Status);
        Assert.Contains(reason, refused.Json!["detail"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains(path, refused.Json["detail"]!.ToString(), StringComparison.Ordinal);
        var close = await host.PostAsync("/api/v1/accounts/acme/periods/20260301/close", """{"force":true}""");
        Assert.Equal(503, close.Status);
        Assert.Contains(reason, close.Json!["detail"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(200, (await host.GetAsync("/api/v1/ingest/conservation")).Status);
        Assert.Equal(200, (await host.GetAsync("/api/v1/usage/acme/20260301")).Status);

        allow();
        Assert.Equal(202, (await SendAsync(host)).Status);
        Assert.Equal(202, (await host.PostAsync("/api/v1/accounts/acme/periods/20260301/close", """{"force":true}""")).Status);
        await host.UntilAsync("/api/v1/sagas/invoice:acme:20260301", saga => saga["saga"]!["state"]!.ToString() == "completed", Patience);
        var report = await host.UntilAsync("/api/v1/ingest/conservation", all => all["items"]!.AsArray().All(one => one!["notYetSeen"]!.GetValue<long>() == 0), Patience);
        Assert.All(report["items"]!.AsArray(), partition => Assert.True(partition!["closes"]!.GetValue<bool>(), partition.ToJsonString()));
        Assert.Equal(acknowledged, report["items"]!.AsArray().Sum(partition => partition!["totals"]!["accepted"]!.GetValue<long>()));
        var run = await host.PostAsync("/api/v1/reconciliation/runs", """{"account":"acme","period":"20260301"}""");
        Assert.True(run.Status == 201 && run.Json!["breaks"]!.ToString() == "0", $"{run.Json}");
    }

    private async Task<FabricClient.Answer> SendAsync(FabricProcess host)
    {
        var padding = new string('x', 10_000);
        var events = Enumerable.Range(0, 10).Select(number => new JsonObject
        {
            ["specversion"] = "1.0", ["id"] = string.Create(CultureInfo.InvariantCulture, $"{sent}-{number}"), ["source"] = "test", ["type"] = "acme.request",
            ["subject"] = "acme", ["time"] = "2026-03-10T12:00:00Z", ["data"] = new JsonObject { ["region"] = "eu", ["padding"] = padding },
        }.ToJsonString()).ToList();
        sent++;
        var answer = await host.SendAsync(HttpMethod.Post, "/usage/cloudevents", $"[{string.Join(',', events)}]", "application/cloudevents-batch+json");
        acknowledged += answer.Status == 202 ? events.Count : 0;
        return answer;
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static void Limit(HostProcess process, string bytes)
    {
        using var limit = Process.Start("prlimit", ["--pid", process.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={bytes}:unlimited"]);
        limit.WaitForExit();
        Assert.Equal(0, limit.ExitCode);
    }
}
