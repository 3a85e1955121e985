#nullable disable // The real assembly is not annotated.

namespace Azure.Data.Tables.Models;

/// <summary>A table of an account.</summary>
public class TableItem
{
    public TableItem(string name) => Name = name ?? throw new ArgumentNullException(nameof(name));

    public string Name { get; }
}
