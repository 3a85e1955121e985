namespace RevenueFunctions.Tests.Unit;
