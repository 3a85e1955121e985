using System.Globalization;

namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>Says how far the seeds are: on a screen every second in one line, in a file every ten.</summary>
internal sealed class Progress(TextWriter writer, int seeds, bool isFile)
{
    private TimeSpan said;

    /// <summary>Says it, when it is time.</summary>
    public void Report(Tally tally, TimeSpan elapsed)
    {
        if (elapsed - said < TimeSpan.FromSeconds(isFile ? 10 : 1))
        {
            return;
        }

        said = elapsed;
        var line = string.Create(
            CultureInfo.InvariantCulture, $"{tally.Runs:N0} of {seeds:N0} seeds, {tally.Runs / elapsed.TotalSeconds:N1} seeds/s, {tally.Failed:N0} failed");
        if (isFile)
        {
            writer.WriteLine(line);
        }
        else
        {
            writer.Write($"\r{line}   ");
        }
    }

    /// <summary>Leaves the line.</summary>
    public void End()
    {
        if (!isFile && said > TimeSpan.Zero)
        {
            writer.WriteLine();
        }
    }
}
