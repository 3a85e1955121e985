namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>One step of the invocation pipeline, as a class.</summary>
public interface IFunctionsWorkerMiddleware
{
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
