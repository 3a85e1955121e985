namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>How a property's value is stored. The numbers are part of the file format.</summary>
internal enum HubValueType : byte
{
    Text = 0,
    Long = 1,
    Double = 2,
    True = 3,
    False = 4,
}
