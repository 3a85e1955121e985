using Microsoft.DurableTask;

namespace RevenueFunctions.Functions.Sagas;

/// <summary>
/// What the sagas decide otherwise since a version. The newest is the defaultVersion of host.json, on which new sagas begin; a saga stays
/// on the version on which it began, because its replay must decide what its history says. An older branch goes when no instance of it is
/// active any more, and its recorded histories go with it.
/// </summary>
internal static class SagaVersions
{
    /// <summary>The newest. Must be the defaultVersion of host.json, which the host reads and this app cannot.</summary>
    public const string Newest = "1.1";

    /// <summary>1.1: long waits look less and less often. 1.0 looked every 30 minutes for ever: a month left ten thousand events.</summary>
    public static bool WaitsGrow(TaskOrchestrationContext context) => IsFrom(context, "1.1");

    /// <summary>
    /// 1.1: a question is named after the step it is about. 1.0 numbered them: in an instance that was started again, what a person had
    /// said of one step was taken for the answer about another.
    /// </summary>
    public static bool QuestionsNameTheirStep(TaskOrchestrationContext context) => IsFrom(context, "1.1");

    private static bool IsFrom(TaskOrchestrationContext context, string version) => context.CompareVersionTo(version) >= 0;
}
