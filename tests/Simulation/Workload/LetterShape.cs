namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>The form in which one usage event travels.</summary>
internal enum LetterShape
{
    /// <summary>A CloudEvent in structured mode.</summary>
    Structured,

    /// <summary>The same, laid out with blanks.</summary>
    Spaced,

    /// <summary>A CloudEvent in binary mode: always alone in its hub event.</summary>
    Binary,

    /// <summary>The producer's own JSON, which a source mapping reads.</summary>
    Own,
}
