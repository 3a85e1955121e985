using RevenueFunctions.Tests.Simulation.Running;
using Xunit.Runner.InProc.SystemConsole;

// As the entry point that xunit would generate, plus the command that runs seeds.
return SimulationCommand.IsMeant(args) ? SimulationCommand.Run(args) : await ConsoleRunner.Run(args);
