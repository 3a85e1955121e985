using System.Globalization;
using RevenueFunctions.Local.Hosting;

namespace RevenueFunctions.Local.Capture;

/// <summary>What the replay command is asked to do.</summary>
/// <param name="Folder">The captured files.</param>
/// <param name="Hub">The hub to send them to.</param>
/// <param name="Range">The times.</param>
/// <param name="IsDry">Whether to read only.</param>
/// <param name="Credential">What opens the hub's door.</param>
internal sealed record ReplayOptions(string Folder, Uri Hub, ReplayRange Range, bool IsDry, ReplayCredential Credential)
{
    /// <summary>The help text.</summary>
    public const string Usage = """
        usage: dotnet run --project local -- replay --capture FOLDER --to URL [options]
          Sends events that Event Hubs Capture kept to a hub again, with their properties and partition keys, over Event Hubs REST. Events that are there already
          are recognised and change nothing. First all files are read: if one is damaged, it is named with the place, and nothing is sent.
          --capture FOLDER      downloaded files, *.avro in it and below it; those of one partition are sent in their order
          --to URL              the hub, such as https://NAMESPACE.servicebus.windows.net/usage or http://localhost:7071/usage
          --from, --until TIME  only events enqueued at or after, and before; UTC, such as 2026-11-05T12:00:00Z. Capture keeps whole seconds
          --dry-run             reads and counts, sends nothing
          --token TOKEN         an access token for https://eventhubs.azure.net
          --connection STRING   an Event Hubs connection string with a key that may send
          Without --token and --connection: on this machine nobody, on Azure who is signed in (az login, or a managed identity), who needs the role Azure Event
          Hubs Data Sender. How far it came is noted in a file .replay-* in the folder: the same command goes on there; without the file it begins anew.
          Exit code 0 when all is sent, 1 when it stopped, 2 when it could not begin.
        """;

    private static readonly string[] Options = ["--capture", "--to", "--from", "--until", "--token", "--connection"];

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="CommandLineException">It names what is wrong.</exception>
    public static ReplayOptions Read(IReadOnlyList<string> args)
    {
        var line = new CommandLine(args, Options, ["--dry-run"]);
        var (folder, hub) = (line.Required("--capture"), HubOf(line.Required("--to")));
        var (from, until) = (TimeOf(line, "--from") ?? DateTimeOffset.MinValue, TimeOf(line, "--until") ?? DateTimeOffset.MaxValue);
        if (until <= from)
        {
            throw new CommandLineException("--until is not after --from.");
        }

        return new ReplayOptions(folder, hub, new ReplayRange(from, until), line.Has("--dry-run"), ReplayCredential.For(hub, line.Text("--token"), line.Text("--connection")));
    }

    private static Uri HubOf(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var hub) || hub.Scheme is not ("http" or "https") || hub.AbsolutePath.Trim('/').Length == 0 || hub.Query.Length > 0)
        {
            throw new CommandLineException($"--to is '{PrintableText.Of(text, 200)}'; it is the address of a hub, such as https://NAMESPACE.servicebus.windows.net/usage.");
        }

        return hub.Scheme == "https" || hub.IsLoopback ? hub
            : throw new CommandLineException("--to has http; anywhere but on this machine it has to be https, or usage and credentials could be read on the way.");
    }

    private static DateTimeOffset? TimeOf(CommandLine line, string name)
    {
        if (line.Text(name) is not { } text)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new CommandLineException($"{name} is '{PrintableText.Of(text, 60)}'; it is a time such as 2026-11-05T12:00:00Z.");
    }
}
