namespace RevenueFunctions.Functions.Settings;

/// <summary>Where a setting has to be there.</summary>
public enum SettingNeed
{
    /// <summary>The app has a sensible answer without it.</summary>
    Optional,

    /// <summary>On Azure; the local host has an engine of its own in its place.</summary>
    OnAzure,

    /// <summary>Everywhere.</summary>
    Always,
}
