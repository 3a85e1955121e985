#nullable disable // The real assembly is not annotated.
using System.Collections;

namespace Azure.Data.Tables;

/// <summary>An entity of any shape: properties by name, among them the keys, the timestamp and the ETag.</summary>
public sealed class TableEntity : ITableEntity, IDictionary<string, object>
{
    internal const string PartitionKeyName = "PartitionKey";
    internal const string RowKeyName = "RowKey";
    internal const string TimestampName = "Timestamp";
    internal const string ETagName = "odata.etag";

    private readonly Dictionary<string, object> properties;

    public TableEntity()
        : this((IDictionary<string, object>)null)
    {
    }

    public TableEntity(string partitionKey, string rowKey)
        : this((IDictionary<string, object>)null)
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public TableEntity(IDictionary<string, object> values) => properties = values is null ? [] : new Dictionary<string, object>(values);

    public string PartitionKey
    {
        get => GetString(PartitionKeyName);
        set => properties[PartitionKeyName] = value;
    }

    public string RowKey
    {
        get => GetString(RowKeyName);
        set => properties[RowKeyName] = value;
    }

    public DateTimeOffset? Timestamp
    {
        get => (DateTimeOffset?)Typed(TimestampName, typeof(DateTimeOffset?));
        set => properties[TimestampName] = value;
    }

    public ETag ETag
    {
        get => new(GetString(ETagName));
        set => properties[ETagName] = value.ToString();
    }

    public ICollection<string> Keys => properties.Keys;

    public int Count => properties.Count;

    ICollection<object> IDictionary<string, object>.Values => properties.Values;

    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;

    public object this[string key]
    {
        get => properties.GetValueOrDefault(key);
        set => properties[key] = value;
    }

    public string GetString(string key) => (string)Typed(key, typeof(string));

    public byte[] GetBinary(string key) => Typed(key, null) switch
    {
        null => null,
        byte[] bytes => bytes,
        BinaryData data => data.ToArray(),
        var other => throw Mismatch(typeof(byte[]), other),
    };

    public void Add(string key, object value) => properties.Add(key, value);

    public bool ContainsKey(string key) => properties.ContainsKey(key);

    public bool Remove(string key) => properties.Remove(key);

    public bool TryGetValue(string key, out object value) => properties.TryGetValue(key, out value);

    public void Clear() => properties.Clear();

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => properties.Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) =>
        ((ICollection<KeyValuePair<string, object>>)properties).Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object>>)properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) =>
        ((ICollection<KeyValuePair<string, object>>)properties).Remove(item);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => properties.GetEnumerator();

    private object Typed(string key, Type type)
    {
        var value = properties.GetValueOrDefault(key);
        return value is null || type is null || type.IsInstanceOfType(value) ? value : throw Mismatch(type, value);
    }

    private static InvalidOperationException Mismatch(Type asked, object value) =>
        new($"Cannot return {asked} type for a {value.GetType()} typed property.");
}
