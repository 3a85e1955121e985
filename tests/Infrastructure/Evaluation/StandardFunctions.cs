using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RevenueFunctions.Tests.Infrastructure.Bicep;

namespace RevenueFunctions.Tests.Infrastructure.Evaluation;

/// <summary>Bicep's standard functions, as far as they can be computed before a deployment; the others give a name that stands for their result.</summary>
public sealed class StandardFunctions(ModuleSource source)
{
    /// <summary>All names: a call of anything else is a mistake. From Bicep's reference of functions (Azure/bicep, docs of the sys and az namespaces).</summary>
    public static readonly IReadOnlySet<string> Names = new HashSet<string>(
        ("any array base64 base64ToJson base64ToString bool buildUri cidrHost cidrSubnet coalesce concat contains dataUri dataUriToString dateTimeAdd " +
         "dateTimeFromEpoch dateTimeToEpoch deployer deployment empty endsWith environment extensionResourceId fail filter first flatten format getSecret " +
         "groupBy guid indexOf int intersection items join json last lastIndexOf length list listAccountSas listKeys listSecrets listServiceSas loadFileAsBase64 " +
         "loadDirectoryFileInfo loadJsonContent loadTextContent loadYamlContent managementGroup managementGroupResourceId map mapValues max min nameof newGuid " +
         "objectKeys padLeft parseCidr parseUri pickZones range readEnvironmentVariable reduce reference replace resourceGroup resourceId shallowMerge skip sort split " +
         "startsWith string subscription subscriptionResourceId substring take tenant tenantResourceId toLogicalZone toLogicalZones toLower toObject " +
         "toPhysicalZone toPhysicalZones toUpper trim tryGet union uniqueString uri uriComponent uriComponentToString utcNow").Split(' '),
        StringComparer.Ordinal);

    /// <summary>Names of decorators.</summary>
    public static readonly IReadOnlySet<string> Decorators = new HashSet<string>(
        "allowed batchSize description discriminator export maxLength maxValue metadata minLength minValue onlyIfNotExists retryOn sealed secure waitUntil".Split(' '),
        StringComparer.Ordinal);

    /// <summary>The result of a call.</summary>
    public BicepValue Call(string name, IReadOnlyList<BicepValue> arguments)
    {
        BicepValue[] values = [.. arguments];
        return Files(name, values) ?? Azure(name, values) ?? Lists(name, values) ?? Texts(name, values)
            ?? new BicepValue.Runtime($"{name}({string.Join(',', values.Select(value => value.AsText()))})");
    }

    private BicepValue? Files(string name, BicepValue[] values)
    {
        if (name is not ("loadTextContent" or "loadJsonContent"))
        {
            return null;
        }

        var path = source.File.Resolve(values[0].AsText());
        var text = source.Load(path) ?? throw new FormatException($"{source.File.Path}: {name} reads {path}, which is missing.");
        return name == "loadTextContent" ? new BicepValue.Scalar(text) : JsonValue.Of(text, path);
    }

    private static BicepValue? Azure(string name, BicepValue[] values) => name switch
    {
        "resourceGroup" => Object(("id", new BicepValue.Runtime("resourceGroup")), ("name", new BicepValue.Scalar("rg-fabric")), ("location", new BicepValue.Scalar("westeurope"))),
        "subscription" => Object(
            ("id", new BicepValue.Runtime("subscription")),
            ("subscriptionId", new BicepValue.Scalar("5b5b5b5b-0000-0000-0000-000000000001")),
            ("tenantId", new BicepValue.Scalar("7e7e7e7e-0000-0000-0000-000000000001"))),
        "tenant" => Object(("tenantId", new BicepValue.Scalar("7e7e7e7e-0000-0000-0000-000000000001"))),
        "deployment" => Object(("name", new BicepValue.Scalar("fabric"))),
        "environment" => Object(
            ("suffixes", Object(("storage", new BicepValue.Scalar("core.windows.net")))),
            ("authentication", Object(("loginEndpoint", new BicepValue.Scalar("https://login.microsoftonline.com/")))),
            ("resourceManager", new BicepValue.Scalar("https://management.azure.com/"))),
        "subscriptionResourceId" or "resourceId" or "tenantResourceId" => new BicepValue.Runtime(string.Join('/', values.Select(value => value.AsText()))),
        "guid" => new BicepValue.Scalar(new Guid(Digest(values)[..16]).ToString()),
        "uniqueString" => new BicepValue.Scalar(Convert.ToHexStringLower(Digest(values))[..13]),
        _ => null,
    };

    private static BicepValue? Lists(string name, BicepValue[] values) => (name, values) switch
    {
        ("any", [var value]) => value,
        ("empty", [BicepValue.Scalar { Value: null or "" }]) => True,
        ("empty", [BicepValue.Items list]) => new BicepValue.Scalar(list.Values.Count == 0),
        ("empty", [BicepValue.Map map]) => new BicepValue.Scalar(map.Entries.Count == 0),
        ("empty", _) => False,
        ("length", [BicepValue.Items list]) => new BicepValue.Scalar((long)list.Values.Count),
        ("length", [BicepValue.Scalar { Value: string text }]) => new BicepValue.Scalar((long)text.Length),
        ("contains", [BicepValue.Map map, var key]) => new BicepValue.Scalar(map[key.AsText()] is not null),
        ("contains", [BicepValue.Items list, var item]) => new BicepValue.Scalar(list.Values.Contains(item)),
        ("concat", [BicepValue.Items, ..]) => new BicepValue.Items([.. values.OfType<BicepValue.Items>().SelectMany(list => list.Values)]),
        ("shallowMerge", [BicepValue.Items list]) => Merge(list.Values),
        ("union", [BicepValue.Items, ..]) => new BicepValue.Items([.. values.OfType<BicepValue.Items>().SelectMany(list => list.Values).Distinct()]),
        ("union", [BicepValue.Map, ..]) => Merge(values),
        ("range", [BicepValue.Scalar { Value: long start }, BicepValue.Scalar { Value: long count }]) =>
            new BicepValue.Items([.. Enumerable.Range((int)start, (int)count).Select(number => (BicepValue)new BicepValue.Scalar((long)number))]),
        ("map", [BicepValue.Items list, BicepValue.Function function]) =>
            new BicepValue.Items([.. list.Values.Select((item, index) => function.Body([item, new BicepValue.Scalar((long)index)]))]),
        ("filter", [BicepValue.Items list, BicepValue.Function function]) =>
            new BicepValue.Items([.. list.Values.Where((item, index) => function.Body([item, new BicepValue.Scalar((long)index)]) is BicepValue.Scalar { Value: true })]),
        ("reduce", [BicepValue.Items list, var first, BicepValue.Function function]) => list.Values.Aggregate(first, (sum, item) => function.Body([sum, item])),
        ("flatten", [BicepValue.Items list]) => new BicepValue.Items([.. list.Values.OfType<BicepValue.Items>().SelectMany(inner => inner.Values)]),
        ("toObject", [BicepValue.Items list, BicepValue.Function key, .. var more]) => new BicepValue.Map([.. list.Values.Select(item =>
            new BicepValue.Entry(key.Body([item]).AsText(), more is [BicepValue.Function value] ? value.Body([item]) : item, string.Empty, 0))]),
        ("items", [BicepValue.Map map]) => new BicepValue.Items([.. map.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => (BicepValue)new BicepValue.Map([
                new("key", new BicepValue.Scalar(entry.Key), entry.File, entry.Line), new("value", entry.Value, entry.File, entry.Line)]))]),
        ("objectKeys", [BicepValue.Map map]) => new BicepValue.Items([.. map.Entries.Select(entry => (BicepValue)new BicepValue.Scalar(entry.Key))]),
        ("first", [BicepValue.Items list]) => list.Values.Count > 0 ? list.Values[0] : BicepValue.Null,
        ("last", [BicepValue.Items list]) => list.Values.Count > 0 ? list.Values[^1] : BicepValue.Null,
        ("take", [BicepValue.Items list, BicepValue.Scalar { Value: long count }]) => new BicepValue.Items([.. list.Values.Take((int)count)]),
        ("skip", [BicepValue.Items list, BicepValue.Scalar { Value: long count }]) => new BicepValue.Items([.. list.Values.Skip((int)count)]),
        ("join", [BicepValue.Items list, var between]) => new BicepValue.Scalar(string.Join(between.AsText(), list.Values.Select(value => value.AsText()))),
        ("min" or "max", _) => Extreme(name, values is [BicepValue.Items list] ? list.Values : values),
        ("coalesce", _) => values.FirstOrDefault(value => value is not BicepValue.Scalar { Value: null }) ?? BicepValue.Null,
        _ => null,
    };

    private static BicepValue? Texts(string name, BicepValue[] values) => (name, values) switch
    {
        ("string", [BicepValue.Scalar value]) => new BicepValue.Scalar(value.AsText()),
        ("int", [BicepValue.Scalar value]) when long.TryParse(value.AsText(), CultureInfo.InvariantCulture, out var number) => new BicepValue.Scalar(number),
        ("bool", [BicepValue.Scalar value]) => new BicepValue.Scalar(string.Equals(value.AsText(), "true", StringComparison.OrdinalIgnoreCase)),
        ("json", [BicepValue.Scalar { IsKnown: true } value]) => JsonValue.Of(value.AsText(), string.Empty),
        ("concat" or "uri", _) => new BicepValue.Scalar(string.Concat(values.Select(value => value.AsText()))),
        ("format", [var pattern, .. var more]) => new BicepValue.Scalar(
            string.Format(CultureInfo.InvariantCulture, pattern.AsText(), [.. more.Select(value => (object)value.AsText())])),
        ("replace", [BicepValue.Scalar text, var old, var with]) => new BicepValue.Scalar(text.AsText().Replace(old.AsText(), with.AsText(), StringComparison.Ordinal)),
        (_, [BicepValue.Scalar { IsKnown: true } text, .. var more]) => Known(name, text.AsText(), more),
        _ => null,
    };

    private static BicepValue? Known(string name, string text, BicepValue[] more) => (name, more) switch
    {
        ("toLower", []) => new BicepValue.Scalar(text.ToLowerInvariant()),
        ("toUpper", []) => new BicepValue.Scalar(text.ToUpperInvariant()),
        ("trim", []) => new BicepValue.Scalar(text.Trim()),
        ("take", [BicepValue.Scalar { Value: long count }]) => new BicepValue.Scalar(text[..(int)Math.Min(count, text.Length)]),
        ("skip", [BicepValue.Scalar { Value: long count }]) => new BicepValue.Scalar(text[(int)Math.Min(count, text.Length)..]),
        ("substring", [BicepValue.Scalar { Value: long start }, BicepValue.Scalar { Value: long count }]) => new BicepValue.Scalar(text.Substring((int)start, (int)count)),
        ("substring", [BicepValue.Scalar { Value: long start }]) => new BicepValue.Scalar(text[(int)start..]),
        ("split", [var by]) => new BicepValue.Items([.. text.Split(by.AsText()).Select(part => (BicepValue)new BicepValue.Scalar(part))]),
        ("contains", [var part]) => new BicepValue.Scalar(text.Contains(part.AsText(), StringComparison.Ordinal)),
        ("startsWith", [var start]) => new BicepValue.Scalar(text.StartsWith(start.AsText(), StringComparison.OrdinalIgnoreCase)),
        ("endsWith", [var end]) => new BicepValue.Scalar(text.EndsWith(end.AsText(), StringComparison.OrdinalIgnoreCase)),
        ("indexOf", [var part]) => new BicepValue.Scalar((long)text.IndexOf(part.AsText(), StringComparison.OrdinalIgnoreCase)),
        ("padLeft", [BicepValue.Scalar { Value: long width }, var with]) => new BicepValue.Scalar(text.PadLeft((int)width, with.AsText()[0])),
        ("base64", []) => new BicepValue.Scalar(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))),
        _ => null,
    };

    private static readonly BicepValue True = new BicepValue.Scalar(true);
    private static readonly BicepValue False = new BicepValue.Scalar(false);

    private static BicepValue.Map Object(params ReadOnlySpan<(string Key, BicepValue Value)> entries)
    {
        var list = new List<BicepValue.Entry>();
        foreach (var (key, value) in entries)
        {
            list.Add(new(key, value, string.Empty, 0));
        }

        return new(list);
    }

    private static BicepValue.Map Merge(IEnumerable<BicepValue> maps) => new([.. maps
        .OfType<BicepValue.Map>()
        .SelectMany(map => map.Entries)
        .GroupBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase)
        .Select(group => group.Last())]);

    private static BicepValue.Scalar? Extreme(string name, IReadOnlyList<BicepValue> values)
    {
        var numbers = values.OfType<BicepValue.Scalar>().Select(value => value.Value).OfType<long>().ToList();
        return numbers.Count != values.Count || numbers.Count == 0 ? null : new(name == "min" ? numbers.Min() : numbers.Max());
    }

    private static byte[] Digest(BicepValue[] values) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', values.Select(value => value.AsText()))));
}
