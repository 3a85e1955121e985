namespace RevenueFunctions.Functions.Settings;

/// <summary>The app does not start on these settings.</summary>
public sealed class SettingsRefusedException : Exception
{
    /// <summary>For serializers and the analyzers' peace; use the one that says what is wrong.</summary>
    public SettingsRefusedException()
        : this("The settings are wrong.")
    {
    }

    /// <summary>A refusal.</summary>
    public SettingsRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>A refusal and its cause.</summary>
    public SettingsRefusedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>A refusal.</summary>
    /// <param name="wrong">What is wrong, each a sentence that begins with the setting's name.</param>
    public SettingsRefusedException(IReadOnlyCollection<string> wrong)
        : this($"The app does not start, because its settings are wrong in {wrong.Count} {(wrong.Count == 1 ? "place" : "places")}; docs/deploy.md says what each setting is for.{Environment.NewLine}"
            + string.Join(Environment.NewLine, wrong.Select(one => $"  {one}"))) => Wrong = wrong;

    /// <summary>What is wrong, each a sentence that begins with the setting's name.</summary>
    public IReadOnlyCollection<string> Wrong { get; } = [];
}
