using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure;

/// <summary>What expressions of Bicep come to. The rules stand on this.</summary>
public sealed class ExpressionValueTests
{
    public ExpressionValueTests() => Assert.SkipWhen(BicepGrammar.WhyNot is not null, BicepGrammar.WhyNot ?? string.Empty);

    [Theory]
    [InlineData("1 + 2 * 3 - 4", "3")]
    [InlineData("one == map.one", "true")]
    [InlineData("map.one == one && map.two != one", "true")]
    [InlineData("!map.no", "true")]
    [InlineData("-map.one", "-1")]
    [InlineData("map.no ? map.one : map.two", "2")]
    [InlineData("one == map.two ? 'a' : one == 1 ? 'b' : 'c'", "b")]
    [InlineData("map.?nothing ?? 'else'", "else")]
    [InlineData("list[1]", "b")]
    [InlineData("map['two']", "2")]
    [InlineData("'x ${one} y ${map.two} z'", "x 1 y 2 z")]
    [InlineData(@"'a\'b\$c'", "a'b$c")]
    [InlineData("'a' =~ 'A'", "true")]
    [InlineData("join(map(list, item => '${item}${one}'), '-')", "a1-b1")]
    [InlineData("join(map(filter([1, 2, 3], n => n > map.one), n => string(n * 2)), ',')", "4,6")]
    [InlineData("reduce([1, 2, 3], 0, (sum, n) => sum + n)", "6")]
    [InlineData("toObject(list, item => item, item => '${item}!').b", "b!")]
    [InlineData("items({ b: 2, a: 1 })[0].key", "a")]
    [InlineData("union({ a: 1, b: 2 }, { b: 3 }).b", "3")]
    [InlineData("union(['a'], ['a', 'b'])[1]", "b")]
    [InlineData("empty([]) && empty('') && empty({}) && !empty('x')", "true")]
    [InlineData("contains(map, 'one') && contains('abc', 'b') && !contains(list, 'z')", "true")]
    [InlineData("toLower(replace('A-B', '-', ''))", "ab")]
    [InlineData("format('{0}/{1}', 'a', one)", "a/1")]
    [InlineData("length(split('a,b,c', ','))", "3")]
    [InlineData("take('abcdef', 3)", "abc")]
    [InlineData("length([for i in range(0, 3): i])", "3")]
    [InlineData("[for (item, i) in list: '${i}${item}'][1]", "1b")]
    [InlineData("max(1, 5, 3)", "5")]
    [InlineData("guid('a', 'b') == guid('a', 'b') && guid('a') != guid('b')", "true")]
    [InlineData("reference('x').y", "«reference(x).y»")]
    [InlineData("'${reference('x').y}!'", "«reference(x).y»!")]
    public void Of_Expression_IsAsBicepHasIt(string expression, string expected)
    {
        var instance = Read($"var one = 1\nvar list = ['a', 'b']\nvar map = {{\n  one: 1\n  two: 2\n  no: false\n}}\noutput it string = {expression}\n");

        Assert.Equal(expected, instance.Output("it")!.AsText());
    }

    [Fact]
    public void Resources_ChildrenExtensionsAndExistingOnes_AreTheSameByTheirIds()
    {
        var instance = Read("""
            resource a 'X.Y/spaces@1' = {
              name: 'a'
              resource b 'parts' = {
                name: 'b'
              }
            }
            resource again 'X.Y/spaces/parts@1' existing = {
              name: 'a/b'
            }
            resource role 'Z/roles@1' = [for i in range(0, 2): {
              name: 'r${i}'
              scope: again
            }]
            resource off 'Z/roles@1' = if (1 == 2) {
              name: 'off'
            }
            """);

        Assert.Equal(
            ["X.Y/spaces/a", "X.Y/spaces/parts/a/b", "X.Y/spaces/parts/a/b", "X.Y/spaces/parts/a/b/Z/roles/r0", "X.Y/spaces/parts/a/b/Z/roles/r1"],
            instance.Resources().Select(resource => resource.Id));
    }

    private static ModuleInstance Read(string text)
    {
        var source = new ModuleSource(BicepFile.Of("test.bicep", BicepGrammar.Read("test.bicep", text)), _ => null);
        return new(source, new([]), _ => source);
    }
}
