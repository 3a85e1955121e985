using System.Globalization;
using RevenueFunctions.Exceptions;

namespace RevenueFunctions.Tests.Simulation.Oracle;

/// <summary>What people decided, as the fabric acknowledged it: the oracle excuses what a person took upon them, and nothing else.</summary>
internal sealed class Decisions
{
    private readonly List<Answer> answers = [];
    private readonly Dictionary<string, string> discards = new(StringComparer.Ordinal);
    private int made;

    /// <summary>The answers to sagas that stand.</summary>
    public IReadOnlyList<Answer> Answers => answers;

    /// <summary>A note for the next decision: the fabric keeps it with what it did, so that a decision is known by it.</summary>
    public string NextNote(string what) => string.Create(CultureInfo.InvariantCulture, $"decision {++made}: {what}");

    /// <summary>A saga's question was answered so.</summary>
    public void Answered(string sagaId, string step, ResolveAction action) => answers.Add(new Answer(sagaId, step, action));

    /// <summary>A quarantine group is given up under a note. Remembered before it is asked for: what a lost answer stands for was done all the same.</summary>
    public void Discards(string note, string group) => discards.Add(note, group);

    /// <summary>The group that was given up under the note, or null.</summary>
    public string? GroupDiscardedBy(string note) => discards.GetValueOrDefault(note);

    /// <summary>Whether somebody let the saga go on without a step.</summary>
    public bool IsSkipped(string sagaId, string step) => answers.Exists(answer => answer.SagaId == sagaId && answer.Step == step && answer.Action == ResolveAction.Skip);
}

/// <summary>An answer to a saga.</summary>
internal sealed record Answer(string SagaId, string Step, ResolveAction Action);
