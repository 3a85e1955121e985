namespace RevenueFunctions.Functions.Settings;

/// <summary>A setting that the app reads.</summary>
/// <param name="Name">Its name, parts separated by ':' (in app settings and the environment: '__'). A part in braces stands for any name.</param>
/// <param name="Need">Where it has to be there.</param>
/// <param name="Example">A value that would work; never a secret.</param>
/// <param name="Purpose">What it decides.</param>
public sealed record FabricSetting(string Name, SettingNeed Need, string Example, string Purpose)
{
    /// <summary>The name as it is written in app settings and in the environment.</summary>
    public string AppSetting => Name.Replace(":", "__", StringComparison.Ordinal);
}
