namespace Azure.Data.Tables;

/// <summary>What happens to the properties that an update does not name.</summary>
public enum TableUpdateMode
{
    Merge = 0,
    Replace = 1,
}
