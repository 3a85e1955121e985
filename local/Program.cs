using RevenueFunctions.Local.Hosting;

return await Commands.RunAsync(args);
