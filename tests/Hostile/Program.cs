using RevenueFunctions.Tests.Hostile.Fuzzing;
using RevenueFunctions.Tests.Hostile.Hosting;
using Xunit.Runner.InProc.SystemConsole;

// As the entry point that xunit would generate, plus the host under attack in a process of its own, and fuzzing for as long as one likes.
return args switch
{
    [HostUnderAttack.Mode, .. var rest] => await HostUnderAttack.RunAsync(rest),
    [var first, ..] when CampaignCommand.Knows(first) => await CampaignCommand.RunAsync(args),
    _ => await ConsoleRunner.Run(args),
};
