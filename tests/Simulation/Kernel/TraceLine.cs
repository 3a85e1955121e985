using System.Globalization;
using System.Runtime.CompilerServices;

namespace RevenueFunctions.Tests.Simulation.Kernel;

/// <summary>An interpolated line of a trace, composed only where the trace is kept: without it, runs spend more on words than on steps.</summary>
[InterpolatedStringHandler]
internal ref struct TraceLine
{
    private DefaultInterpolatedStringHandler text;

    /// <summary>Called by the compiler.</summary>
    public TraceLine(int literalLength, int formattedCount, Trace trace, out bool isKept)
    {
        isKept = trace.IsKept;
        text = isKept ? new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    /// <summary>Called by the compiler.</summary>
    public void AppendLiteral(string literal) => text.AppendLiteral(literal);

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted<T>(T value, string? format = null) => text.AppendFormatted(value, format);

    /// <summary>The line.</summary>
    public string Take() => text.ToStringAndClear();
}
