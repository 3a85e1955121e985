using RevenueFunctions.Tests.Simulation.Running;
using Xunit.Runner.InProc.SystemConsole;

// As the entry point that xunit would generate, plus the command that runs seeds.
return args is ["--seeds", ..] or ["--seed", ..] ? SimulationCommand.Run(args) : await ConsoleRunner.Run(args);
