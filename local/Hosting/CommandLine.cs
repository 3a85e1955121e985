using System.Globalization;

namespace RevenueFunctions.Local.Hosting;

/// <summary>The options of a command, each `--name value` or a flag, given once. What is wrong is said by name.</summary>
internal sealed class CommandLine
{
    private readonly Dictionary<string, string?> given = new(StringComparer.Ordinal);

    /// <summary>Reads the arguments.</summary>
    /// <param name="args">The arguments behind the command.</param>
    /// <param name="options">The options that take a value.</param>
    /// <param name="flags">The options that take none.</param>
    /// <exception cref="CommandLineException">It names the argument.</exception>
    public CommandLine(IReadOnlyList<string> args, IReadOnlyCollection<string> options, IReadOnlyCollection<string> flags)
    {
        ArgumentNullException.ThrowIfNull(args);
        for (var at = 0; at < args.Count; at++)
        {
            var name = args[at];
            var takesValue = options.Contains(name);
            if (!takesValue && !flags.Contains(name))
            {
                throw new CommandLineException($"There is no option '{PrintableName(name)}'. There are {string.Join(", ", options.Concat(flags).Order(StringComparer.Ordinal))}.");
            }

            if (takesValue && at + 1 == args.Count)
            {
                throw new CommandLineException($"{name} needs a value.");
            }

            if (!given.TryAdd(name, takesValue ? args[++at] : null))
            {
                throw new CommandLineException($"{name} is given twice.");
            }
        }
    }

    /// <summary>Whether it is given.</summary>
    public bool Has(string name) => given.ContainsKey(name);

    /// <summary>Its value, or null when it is not given.</summary>
    public string? Text(string name) => given.GetValueOrDefault(name);

    /// <summary>Its value.</summary>
    /// <exception cref="CommandLineException">It is not given.</exception>
    public string Required(string name) => Text(name) is { Length: > 0 } text ? text : throw new CommandLineException($"{name} is missing.");

    /// <summary>Its value as a number.</summary>
    /// <exception cref="CommandLineException">It is none, or out of range.</exception>
    public double Number(string name, double otherwise, double least, double most)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value < least || value > most)
        {
            throw new CommandLineException(string.Create(
                CultureInfo.InvariantCulture, $"{name} is '{PrintableName(text)}', and takes a number from {least:#,0.######} to {most:#,0.######}, without separators, such as {otherwise:0.######}."));
        }

        return value;
    }

    /// <summary>Its value as a whole number.</summary>
    /// <exception cref="CommandLineException">It is none, or out of range.</exception>
    public int Whole(string name, int otherwise, int least, int most)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value < least || value > most)
        {
            throw new CommandLineException(string.Create(
                CultureInfo.InvariantCulture, $"{name} is '{PrintableName(text)}', and takes a whole number from {least:N0} to {most:N0}, without separators, such as {otherwise}."));
        }

        return value;
    }

    // What was typed comes back on a terminal.
    private static string PrintableName(string text) => RevenueFunctions.PrintableText.Of(text, 60);
}
