namespace RevenueFunctions.Catalog;

/// <summary>Whether a begun package counts.</summary>
public enum PackageRounding
{
    /// <summary>A begun package is charged.</summary>
    Up,

    /// <summary>Only whole packages are charged.</summary>
    Down,
}
