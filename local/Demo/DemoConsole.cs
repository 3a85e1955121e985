using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace RevenueFunctions.Local.Demo;

/// <summary>Shows what the demo does: live bars in a terminal, plain lines anywhere else.</summary>
internal sealed class DemoConsole(IAnsiConsole console, TimeProvider clock)
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Where it writes.</summary>
    public IAnsiConsole Out => console;

    /// <summary>Says something, line by line as it is: a command that the console broke at its width could not be copied.</summary>
    public void Say(string text) => console.Profile.Out.Writer.WriteLine(text);

    /// <summary>Begins a chapter.</summary>
    public void Chapter(string title)
    {
        console.WriteLine();
        console.Write(new Rule($"[bold]{Markup.Escape(title)}[/]").LeftJustified());
    }

    /// <summary>Runs work and shows how far it is; answers how long it took.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="unit">Of what, such as "events".</param>
    /// <param name="total">How much there is to do.</param>
    /// <param name="done">How much is done.</param>
    /// <param name="work">The work.</param>
    public async Task<TimeSpan> TrackAsync(string title, string unit, long total, Func<long> done, Func<Task> work)
    {
        var start = clock.GetTimestamp();
        var running = work();
        if (console.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
        {
            await BarAsync(title, total, done, running);
        }
        else
        {
            await LinesAsync(title, unit, total, done, running);
        }

        await running;
        var took = clock.GetElapsedTime(start);
        var rate = total / Math.Max(took.TotalSeconds, 0.001);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {total:N0} {unit} in {took.TotalSeconds:0.00} s ({rate:N0} {unit}/s)"));
        return took;
    }

    private Task BarAsync(string title, long total, Func<long> done, Task running) => console.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
        .StartAsync(async context =>
        {
            var bar = context.AddTask(Markup.Escape(title), maxValue: Math.Max(1, total));
            while (!running.IsCompleted)
            {
                bar.Value = done();
                await Task.WhenAny(running, Task.Delay(LookEvery, clock));
            }

            bar.Value = bar.MaxValue;
        });

    private async Task LinesAsync(string title, string unit, long total, Func<long> done, Task running)
    {
        var shown = -1L;
        while (await Task.WhenAny(running, Task.Delay(LineEvery, clock)) != running)
        {
            if (done() is var now && now != shown)
            {
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {title}: {now:N0} of {total:N0} {unit}"));
                shown = now;
            }
        }
    }
}
