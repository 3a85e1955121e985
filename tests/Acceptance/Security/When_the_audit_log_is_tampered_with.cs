using System.Diagnostics;
using Microsoft.Data.Sqlite;
using RevenueFunctions.Local.Audit;
using CheckedDisk = RevenueFunctions.Local.Storage.CheckedDisk;

namespace RevenueFunctions.Tests.Acceptance.Security;

/// <summary>Somebody with access to the database file edits it with SQL; the verifier, which only reads, names the entry.</summary>
public sealed class When_the_audit_log_is_tampered_with : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private string head = string.Empty;

    private string Data => folder.File("fabric.db");

    public async ValueTask InitializeAsync()
    {
        await using var host = await FabricHost.StartAsync(plain => plain with { DataPath = Data });
        await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json);
        for (var request = 0; request < 5; request++)
        {
            await host.PostAsync("/api/v1/lanes/de01/release", "{}");
        }

        var last = (await host.GetAsync("/api/v1/audit/head")).Json!;
        head = $"{last["sequence"]}:{last["hash"]}";
        Assert.StartsWith("12:", head, StringComparison.Ordinal);

        // Read while the host works on it.
        var (code, text, _) = await RunAsync("verify", "--data", Data, "--head", head);
        Assert.True(code == 0 && text.Contains(head, StringComparison.Ordinal), text);
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("UPDATE fabric_rows SET val = CAST(replace(CAST(val AS TEXT), 'loopback', 'somebody') AS BLOB) WHERE row LIKE 'entry:%7'", "entry 7: The entry was changed")]
    [InlineData("UPDATE fabric_rows SET val = CAST(replace(CAST(val AS TEXT), '\"status\":404', '\"status\":200') AS BLOB) WHERE row LIKE 'entry:%8'", "entry 8: The entry was changed")]
    [InlineData("DELETE FROM fabric_rows WHERE row LIKE 'entry:%5' OR row LIKE 'entry:%6'", "entry 5: The entries up to 6 are missing")]
    [InlineData("DELETE FROM fabric_rows WHERE row LIKE 'entry:%11' OR row LIKE 'entry:%12'", "entry 11: The tail is cut off")]
    [InlineData("UPDATE fabric_rows SET val = (SELECT val FROM fabric_rows WHERE row LIKE 'entry:%3') WHERE row LIKE 'entry:%4'", "entry 3: The entry is out of order")]
    [InlineData("UPDATE fabric_rows SET val = x'7b' WHERE row LIKE 'entry:%9'", "entry 9: The entry cannot be read")]
    [InlineData("DELETE FROM fabric_rows WHERE row = 'head' AND part = 'log'", "entry 12: The head was set back")]
    public async Task Should_name_the_first_entry_that_does_not_fit(string sql, string expected)
    {
        Assert.Equal(0, (await RunAsync("verify", "--data", Data)).Code);
        Tamper(sql);
        var (code, text, _) = await RunAsync("verify", "--data", Data);
        Assert.True(code == 1 && text.Contains($"BROKEN at {expected}", StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task Should_name_a_tail_cut_off_with_its_head_by_the_head_noted_down()
    {
        Tamper(
            """
            DELETE FROM fabric_rows WHERE row LIKE 'entry:%11' OR row LIKE 'entry:%12';
            UPDATE fabric_rows SET val = (SELECT CAST(json_object('sequence', 10, 'hash', CAST(val AS TEXT) ->> 'hash', 'at', CAST(val AS TEXT) ->> 'at') AS BLOB) FROM fabric_rows WHERE row LIKE 'entry:%10')
            WHERE row = 'head' AND part = 'log';
            """);
        Assert.Equal(0, (await RunAsync("verify", "--data", Data)).Code);
        var (code, text, _) = await RunAsync("verify", "--data", Data, "--head", head);
        Assert.True(code == 1 && text.Contains("BROKEN at entry 11", StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task Should_verify_an_export_and_change_nothing()
    {
        var before = await File.ReadAllBytesAsync(Data, TestContext.Current.CancellationToken);
        var (_, lines, _) = await RunAsync("export", "--data", Data);
        await File.WriteAllTextAsync(folder.File("audit.jsonl"), lines, TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("verify", "--export", folder.File("audit.jsonl"), "--head", head)).Code);
        await File.WriteAllTextAsync(folder.File("audit.jsonl"), lines.Replace("ReleaseLane", "SkipLane", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(1, (await RunAsync("verify", "--export", folder.File("audit.jsonl"))).Code);
        Assert.Equal(before, await File.ReadAllBytesAsync(Data, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("verify --data nowhere.db", "there is no such file")]
    [InlineData("verify --head 12:short", "usage:")]
    [InlineData("verify --data", "usage:")]
    [InlineData("forget", "usage:")]
    public async Task Should_say_what_it_wants(string arguments, string expected)
    {
        var (code, _, errors) = await RunAsync(arguments.Split(' '));
        Assert.Equal(2, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_end_with_the_verdict_as_its_exit_code()
    {
        Assert.Equal(0, await ProcessAsync());
        Tamper("DELETE FROM fabric_rows WHERE row LIKE 'entry:%12'");
        Assert.Equal(1, await ProcessAsync());
    }

    private async Task<int> ProcessAsync()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "RevenueFunctions.Local.dll"), "audit", "verify", "--data", Data])
        {
            RedirectStandardOutput = true,
        })!;
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    private void Tamper(string sql)
    {
        // Through the layer that keeps the pages' checksums: whoever writes with another program damages the file, which is refused before any audit.
        CheckedDisk.Use();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Data, Pooling = false, Vfs = CheckedDisk.Name }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }

    private static async Task<(int Code, string Text, string Errors)> RunAsync(params string[] arguments)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await AuditCommand.RunAsync(arguments, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
