using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Microsoft.DurableTask.Client;

/// <summary>The state of an orchestration instance when it was fetched.</summary>
public sealed class OrchestrationMetadata
{
    public OrchestrationMetadata(string name, string instanceId)
    {
        Name = name;
        InstanceId = instanceId;
    }

    public string Name { get; }

    public string InstanceId { get; }

    public DataConverter? DataConverter { get; init; }

    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUpdatedAt { get; init; }

    public string? SerializedInput { get; init; }

    public string? SerializedOutput { get; init; }

    public string? SerializedCustomStatus { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary.Create<string, string>();

    public TaskFailureDetails? FailureDetails { get; init; }

    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    public bool IsCompleted => RuntimeStatus is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    public T? ReadInputAs<T>() => Converter(nameof(ReadInputAs), "input data").Deserialize<T>(SerializedInput);

    public T? ReadOutputAs<T>() => Converter(nameof(ReadOutputAs), "output data").Deserialize<T>(SerializedOutput);

    public T? ReadCustomStatusAs<T>() => Converter(nameof(ReadCustomStatusAs), "input and output data").Deserialize<T>(SerializedCustomStatus);

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"[Name: '{Name}', ID: '{InstanceId}', RuntimeStatus: {RuntimeStatus}, CreatedAt: {CreatedAt:s}, LastUpdatedAt: {LastUpdatedAt:s}");
        Append(", Input: '", SerializedInput);
        Append(", Output: '", SerializedOutput);
        Append(", FailureDetails: '", FailureDetails is null ? null : $"{FailureDetails.ErrorType} - {FailureDetails.ErrorMessage}");
        return text.Append(']').ToString();

        void Append(string label, string? payload)
        {
            if (payload is not null)
            {
                text.Append(label).Append(payload.Length > 50 ? $"{payload[..50]}..." : payload).Append('\'');
            }
        }
    }

    private DataConverter Converter(string member, string what) => DataConverter ?? throw new InvalidOperationException(
        $"The {member} method can only be used on {nameof(OrchestrationMetadata)} objects that are fetched with the option to include {what}.");
}
