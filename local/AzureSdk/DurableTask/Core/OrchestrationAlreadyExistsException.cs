#nullable disable // The real assembly is not annotated.
namespace DurableTask.Core.Exceptions;

/// <summary>An instance with this id exists, in a status that the caller asked to refuse.</summary>
public class OrchestrationAlreadyExistsException : InvalidOperationException
{
    public OrchestrationAlreadyExistsException()
    {
    }

    public OrchestrationAlreadyExistsException(string message)
        : base(message)
    {
    }

    public OrchestrationAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
