using System.Globalization;
using RevenueFunctions.Local.Hosting;

namespace RevenueFunctions.Local.Capacity;

/// <summary>What the capacity command is asked.</summary>
/// <param name="Inputs">What the plan is made for; null when only the page is written.</param>
/// <param name="Page">The page whose tables are written anew.</param>
/// <param name="ShowsSources">Whether to print every published figure with its source.</param>
internal sealed record CapacityOptions(CapacityInputs? Inputs, string? Page, bool ShowsSources)
{
    /// <summary>The help text.</summary>
    public const string Usage = """
        usage: dotnet run --project local -- capacity --events-per-second N [options]
               dotnet run --project local -- capacity --page docs/capacity.md
          What a rate of usage events needs on Azure and costs, with one usage event in a hub event and with a batch of them.
          --events-per-second N      usage events a second, the average of a month
          --events-per-hub-event B   usage events in a hub event; default: 1 beside 100
          --event-bytes N            bytes of a usage event; default 300
          --peak-factor F            how many times the average the busiest minutes are; default 2
          --partitions N             partitions of the usage hub; default: chosen
          --accounts N               customers, each invoiced once a month; default 1000
          --largest-share F          the largest customer's part of all usage, 0 to 1; default 0.1
          --series N                 roll-up rows that a customer's usage of an hour changes; default 4
          --table-ms F               milliseconds of a table operation, an assumption; default 10
          --instance-mb N            512, 2048 or 4096; default 2048
          --months N                 months of usage in the tables; default 12
          --capture-days N           days that Capture's files are kept; default 30
          --sources                  every limit and price, with where and when it was seen
          --page FILE                writes the tables of a page anew, between its marks
        """;

    private const string Rate = "--events-per-second";
    private const string Batch = "--events-per-hub-event";
    private const string Bytes = "--event-bytes";
    private static readonly string[] Options =
    [
        Rate, Batch, Bytes, "--peak-factor", "--partitions", "--accounts", "--largest-share", "--series", "--table-ms", "--instance-mb", "--months", "--capture-days", "--page",
    ];

    /// <summary>Whether the batch size is given: then only it is shown.</summary>
    public bool HasBatch { get; private init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="CommandLineException">It names what is wrong.</exception>
    public static CapacityOptions Read(IReadOnlyList<string> args)
    {
        var line = new CommandLine(args, Options, ["--sources"]);
        var page = line.Text("--page");
        if (page is not null && args.Count > 2)
        {
            throw new CommandLineException("--page goes alone: the rates of the page are fixed.");
        }

        if (page is null && !line.Has(Rate) && !line.Has("--sources"))
        {
            throw new CommandLineException($"{Rate} is missing: the usage events a second, such as {Rate} 1000.");
        }

        return new CapacityOptions(line.Has(Rate) ? InputsOf(line) : null, page, line.Has("--sources")) { HasBatch = line.Has(Batch) };
    }

    private static CapacityInputs InputsOf(CommandLine line)
    {
        var inputs = new CapacityInputs(line.Number(Rate, 1_000, 0.001, 100_000_000))
        {
            EventsPerHubEvent = line.Whole(Batch, 1, 1, 50_000),
            EventBytes = line.Whole(Bytes, 300, 50, 1_000_000),
            PeakFactor = line.Number("--peak-factor", 2, 1, 1_000),
            Partitions = line.Has("--partitions") ? line.Whole("--partitions", 32, 1, 1_024) : null,
            Accounts = line.Whole("--accounts", 1_000, 1, 100_000_000),
            LargestShare = line.Number("--largest-share", 0.1, 0, 1),
            Series = line.Whole("--series", 4, 1, 10_000),
            TableMilliseconds = line.Number("--table-ms", 10, 0.1, 10_000),
            InstanceMegabytes = line.Whole("--instance-mb", 2048, 512, 4096),
            Months = line.Whole("--months", 12, 1, 240),
            CaptureDays = line.Whole("--capture-days", 30, 1, 3_650),
        };
        if (inputs.InstanceMegabytes is not (512 or 2048 or 4096))
        {
            throw new CommandLineException($"--instance-mb is {inputs.InstanceMegabytes}; Flex Consumption has 512, 2048 and 4096.");
        }

        if (inputs.LargestShare < 1.0 / inputs.Accounts && line.Has("--largest-share"))
        {
            throw new CommandLineException(string.Create(
                CultureInfo.InvariantCulture, $"--largest-share is {inputs.LargestShare}; of {inputs.Accounts:N0} customers the largest has at least {1.0 / inputs.Accounts:0.######}."));
        }

        RefuseTooLarge(inputs);
        return inputs with { LargestShare = Math.Max(inputs.LargestShare, 1.0 / inputs.Accounts) };
    }

    // Event Hubs refuses such an event, whatever units are bought.
    private static void RefuseTooLarge(CapacityInputs inputs)
    {
        if ((decimal)inputs.HubEventBytes > PublishedFigures.HubEventBytes.Value)
        {
            var fit = Math.Max(1, (int)(PublishedFigures.HubEventBytes.Value / (inputs.EventBytes + 1)));
            throw new CommandLineException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Batch} {inputs.EventsPerHubEvent} of {Bytes} {inputs.EventBytes} make a hub event of {inputs.HubEventBytes:N0} bytes; Event Hubs takes {PublishedFigures.HubEventBytes.Value:N0}: at most {Batch} {fit}."));
        }
    }
}
