using System.Text;
using System.Text.Json;
using NJsonSchema;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Tests.Unit.Ingest;

/// <summary>The subset of JSON Schema: what it refuses, what it says, and that it agrees with a full implementation.</summary>
public sealed class EventSchemaTests
{
    [Theory]
    [InlineData("""{"anyOf":[]}""", "schema.anyOf", "unsupported-keyword")]
    [InlineData("""{"properties":{"a":{"$ref":"#/x"}}}""", "schema.properties.a.$ref", "unsupported-keyword")]
    [InlineData("""{"items":{"not":{}}}""", "schema.items.not", "unsupported-keyword")]
    [InlineData("""{"patternProperties":{}}""", "schema.patternProperties", "unsupported-keyword")]
    [InlineData("""{"type":"decimal"}""", "schema.type", "invalid-schema")]
    [InlineData("""{"type":[1]}""", "schema.type", "invalid-schema")]
    [InlineData("""{"minimum":"1"}""", "schema.minimum", "invalid-schema")]
    [InlineData("""{"minimum":1e400}""", "schema.minimum", "invalid-schema")]
    [InlineData("""{"maxLength":-1}""", "schema.maxLength", "invalid-schema")]
    [InlineData("""{"maxLength":1.5}""", "schema.maxLength", "invalid-schema")]
    [InlineData("""{"multipleOf":0}""", "schema.multipleOf", "invalid-schema")]
    [InlineData("""{"pattern":"(?=a)"}""", "schema.pattern", "unsupported-pattern")]
    [InlineData("""{"pattern":"("}""", "schema.pattern", "unsupported-pattern")]
    [InlineData("""{"format":"email"}""", "schema.format", "invalid-schema")]
    [InlineData("""{"enum":[{}]}""", "schema.enum", "invalid-schema")]
    [InlineData("""{"enum":1}""", "schema.enum", "invalid-schema")]
    [InlineData("""{"required":"a"}""", "schema.required", "invalid-schema")]
    [InlineData("""{"properties":[]}""", "schema.properties", "invalid-schema")]
    [InlineData("""{"additionalProperties":{"type":"no"}}""", "schema.additionalProperties.type", "invalid-schema")]
    [InlineData("""[]""", "schema", "invalid-schema")]
    public void Compile_OutsideTheSubset_NamesThePath(string schema, string path, string code)
    {
        var compiled = EventSchema.Compile(JsonDocument.Parse(schema).RootElement, out var issues);

        Assert.Null(compiled);
        Assert.Equal((path, code), (Assert.Single(issues).Path, issues[0].Code));
    }

    [Fact]
    public void Compile_NestedTooDeep_IsRefused()
    {
        var schema = string.Concat(Enumerable.Repeat("{\"items\":", 60)) + "true" + new string('}', 60);

        Assert.Null(EventSchema.Compile(JsonDocument.Parse(schema).RootElement, out var issues));
        Assert.Contains(issues, issue => issue.Code == "schema-too-deep");
    }

    [Theory]
    [InlineData("""{"required":["a","b"]}""", """{"a":1}""", "data: 'b' is required")]
    [InlineData("""{"properties":{"a":{"properties":{"b":{"type":"string"}}}}}""", """{"a":{"b":1}}""", "data.a.b: expected String, found Number")]
    [InlineData("""{"items":{"maximum":3}}""", "[1,2,4]", "data[2]: 4 is out of range")]
    [InlineData("""{"additionalProperties":false}""", """{"x":1}""", "data.x: no value is allowed here")]
    [InlineData("""{"properties":{"a":{"enum":["x","y"]}}}""", """{"a":"z"}""", "data.a: expected one of the listed values")]
    [InlineData("""{"properties":{"a":{"maxLength":2}}}""", """{"a":"🙂🙂🙂"}""", "data.a: 3 characters, expected 0 to 2")]
    [InlineData("""{"type":"number"}""", "1e400", "data: expected a number of at most 28 digits")]
    [InlineData("""{"minLength":1}""", "\"\\ud800\"", "data: a text contains half of a surrogate pair")]
    public void Validate_BrokenValue_SaysWhereAndWhat(string schema, string value, string expected) =>
        Assert.Equal(expected, Compile(schema).Validate(Encoding.UTF8.GetBytes(value)));

    [Theory]
    [InlineData("""{"properties":{"a":{"maxLength":3}}}""", """{"a":"🙂🙂🙂"}""")]
    [InlineData("""{"type":"integer"}""", "1.0")]
    [InlineData("""{"type":["integer","null"]}""", "null")]
    [InlineData("""{"const":1}""", "1.00")]
    [InlineData("""{"pattern":"b"}""", "\"abc\"")]
    [InlineData("""{"properties":{"ab":{"type":"string"}}}""", """{"\u0061b":"x"}""")]
    [InlineData("""{"format":"date-time"}""", "\"2026-10-01T00:00:00+02:00\"")]
    [InlineData("""{"format":"date"}""", "\"2028-02-29\"")]
    [InlineData("""{"format":"uuid"}""", "\"0f8fad5b-d9cb-469f-a165-70867728950e\"")]
    [InlineData("""{"multipleOf":0.01}""", "19.99")]
    [InlineData("true", "{}")]
    public void Validate_ValueThatMeetsIt_AnswersNull(string schema, string value) => Assert.Null(Compile(schema).Validate(Encoding.UTF8.GetBytes(value)));

    // Objects and arrays come alone in "type": NJsonSchema 10 applies their keywords to other types too, which the specification does not.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Validate_GeneratedSchemasAndValues_AgreesWithNJsonSchema(int seed)
    {
        var random = new Random(seed);
        var (valid, invalid) = (0, 0);
        for (var round = 0; round < 120; round++)
        {
            var text = Schema(random, 3);
            var ours = Compile(text);
            var theirs = await JsonSchema.FromJsonAsync(text);
            for (var at = 0; at < 12; at++)
            {
                var value = Value(random, 3);
                var expected = theirs.Validate(value).Count == 0;
                var actual = ours.Validate(Encoding.UTF8.GetBytes(value));
                Assert.True(expected == actual is null, $"schema {text}\nvalue {value}\nours {actual ?? "valid"}\ntheirs {expected}");
                (valid, invalid) = expected ? (valid + 1, invalid) : (valid, invalid + 1);
            }
        }

        Assert.True(valid > 100 && invalid > 100, $"{valid} valid, {invalid} invalid: the generator is one-sided.");
    }

    private static EventSchema Compile(string schema) => EventSchema.Compile(JsonDocument.Parse(schema).RootElement, out _)!;

    private static string Schema(Random random, int depth) => random.Next(depth > 0 ? 6 : 4) switch
    {
        0 => """{"type":["string","null"]}""",
        1 => $$"""{"type":"number","minimum":{{random.Next(-3, 3)}},"maximum":{{random.Next(3, 9)}}}""",
        2 => $$"""{"type":["string","number"],"minLength":{{random.Next(2)}},"maxLength":{{random.Next(2, 4)}},"pattern":"^[a-c]*$"}""",
        3 => """{"enum":["a","b",1,2]}""",
        4 => $$"""{"type":["array","boolean"],"minItems":{{random.Next(2)}},"maxItems":{{random.Next(2, 4)}},"items":{{Schema(random, depth - 1)}}}""",
        _ => $$"""
            {"type":"object","required":[{{(random.Next(2) == 0 ? "\"a\"" : "\"a\",\"b\"")}}],
             "properties":{"a":{{Schema(random, depth - 1)}},"b":{{Schema(random, depth - 1)}}},
             "additionalProperties":{{(random.Next(2) == 0 ? "false" : Schema(random, depth - 1))}}}
            """,
    };

    private static string Value(Random random, int depth) => random.Next(depth > 0 ? 8 : 5) switch
    {
        0 => "null",
        1 => random.Next(-5, 12).ToString(System.Globalization.CultureInfo.InvariantCulture),
        2 => $"\"{new string((char)('a' + random.Next(4)), random.Next(5))}\"",
        3 => random.Next(2) == 0 ? "true" : "false",
        4 => $"{random.Next(-3, 9)}.5",
        5 => $"[{string.Join(',', Enumerable.Range(0, random.Next(5)).Select(_ => Value(random, depth - 1)))}]",
        _ => $"{{{string.Join(',', new[] { "a", "b", "c" }.Where(_ => random.Next(3) > 0).Select(name => $"\"{name}\":{Value(random, depth - 1)}"))}}}",
    };
}
