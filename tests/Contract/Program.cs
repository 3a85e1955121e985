using RevenueFunctions.Tests.Contract.Storage;
using Xunit.Runner.InProc.SystemConsole;

// As the entry point that xunit would generate, plus the mode in which this program is the victim of a crash test.
return args is [CrashVictim.Mode, var what, var path]
    ? await CrashVictim.RunAsync(what, path)
    : await ConsoleRunner.Run(args);
