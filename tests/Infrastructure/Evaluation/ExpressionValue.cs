using RevenueFunctions.Tests.Infrastructure.Bicep;

namespace RevenueFunctions.Tests.Infrastructure.Evaluation;

/// <summary>Computes expressions of one file. What is known only on Azure stays a name, and everything made of it too.</summary>
public sealed class ExpressionValue(ModuleSource source, Func<string, BicepValue> lookup)
{
    private readonly StandardFunctions functions = new(source);

    /// <summary>The value of an expression.</summary>
    public BicepValue Of(Expression expression, Locals locals) => expression switch
    {
        Expression.Literal literal => new BicepValue.Scalar(literal.Value),
        Expression.Text { Parts: [Expression.Literal only] } => new BicepValue.Scalar(only.Value),
        Expression.Text text => new BicepValue.Scalar(string.Concat(text.Parts.Select(part => Of(part, locals).AsText()))),
        Expression.Name name => locals.Values.GetValueOrDefault(name.Value) ?? lookup(name.Value),
        Expression.List list => new BicepValue.Items([.. list.Items.Select(item => Of(item, locals))]),
        Expression.Map map => new BicepValue.Map([.. map.Properties.Select(property =>
            new BicepValue.Entry(Of(property.Key, locals).AsText(), Of(property.Value, locals), source.File.Path, property.Line))]),
        Expression.Loop loop => Each(loop, locals),
        Expression.Lambda lambda => new BicepValue.Function(values => Of(lambda.Body, locals.With(lambda.Parameters, values))),
        Expression.Choice choice => Chosen(choice, locals),
        Expression.Unary unary => Unary(unary, locals),
        Expression.Binary binary => Binary(binary, locals),
        Expression.Member member => MemberOf(Of(member.Target, locals), member.Property),
        Expression.Nested nested => lookup(nested.Resource),
        Expression.Item item => ItemOf(Of(item.Target, locals), Of(item.Index, locals)),
        Expression.Call call => Called(call, locals),
        _ => throw new FormatException($"{source.File.Path}:{expression.Line}: {expression.GetType().Name} is not known to these checks."),
    };

    private BicepValue.Items Each(Expression.Loop loop, Locals locals)
    {
        var items = Of(loop.Source, locals) as BicepValue.Items
            ?? throw new FormatException($"{source.File.Path}:{loop.Line}: what this loop runs over is not known before the deployment.");
        return new([.. items.Values.Select((item, index) => Of(loop.Body, locals.With(loop.Parameters, [item, new BicepValue.Scalar((long)index)])))]);
    }

    private BicepValue Chosen(Expression.Choice choice, Locals locals) => Of(choice.Condition, locals) switch
    {
        BicepValue.Scalar { Value: true } => Of(choice.Then, locals),
        BicepValue.Scalar => Of(choice.Otherwise, locals),
        _ => Of(choice.Then, locals),
    };

    private BicepValue Unary(Expression.Unary unary, Locals locals) => (unary.Operator, Of(unary.Operand, locals)) switch
    {
        ("!", BicepValue.Scalar { Value: bool flag }) => new BicepValue.Scalar(!flag),
        ("-", BicepValue.Scalar { Value: long number }) => new BicepValue.Scalar(-number),
        (var sign, var operand) => new BicepValue.Runtime($"{sign}{operand.AsText()}"),
    };

    private BicepValue Binary(Expression.Binary binary, Locals locals)
    {
        var left = Of(binary.Left, locals);
        switch (binary.Operator, left)
        {
            case ("&&", BicepValue.Scalar { Value: false }) or ("||", BicepValue.Scalar { Value: true }):
                return left;
            case ("&&" or "||", BicepValue.Scalar { Value: bool }):
                return Of(binary.Right, locals);
            case ("??", BicepValue.Scalar { Value: null }):
                return Of(binary.Right, locals);
            case ("??", _):
                return left;
        }

        var right = Of(binary.Right, locals);
        return (left, right) switch
        {
            (BicepValue.Scalar { Value: long first }, BicepValue.Scalar { Value: long second }) => Compute(binary.Operator, first, second),
            (BicepValue.Scalar, BicepValue.Scalar) => Compare(binary.Operator, left, right),
            _ => new BicepValue.Runtime($"{left.AsText()}{binary.Operator}{right.AsText()}"),
        };
    }

    private static BicepValue Compute(string sign, long first, long second) => new BicepValue.Scalar(sign switch
    {
        "+" => first + second,
        "-" => first - second,
        "*" => first * second,
        "/" => first / second,
        "%" => first % second,
        "<" => first < second,
        "<=" => first <= second,
        ">" => first > second,
        ">=" => first >= second,
        "==" => first == second,
        _ => first != second,
    });

    private static BicepValue.Scalar Compare(string sign, BicepValue left, BicepValue right)
    {
        var loosely = sign is "=~" or "!~";
        var equal = loosely ? string.Equals(left.AsText(), right.AsText(), StringComparison.OrdinalIgnoreCase) : left == right;
        return new(sign is "==" or "=~" ? equal : !equal);
    }

    private BicepValue MemberOf(BicepValue target, string property) => target switch
    {
        BicepValue.Map map => map[property] ?? BicepValue.Null,
        BicepValue.Reference reference => OfResource(reference.Resource, property),
        BicepValue.Called { Module: { } module } when property == "outputs" =>
            new BicepValue.Map([.. module.Outputs().Select(output => new BicepValue.Entry(output.Output.Name, output.Value, module.Source.File.Path, output.Output.Line))]),
        BicepValue.Runtime runtime => new BicepValue.Runtime($"{runtime.Name}.{property}"),
        BicepValue.Scalar { Value: string text } => new BicepValue.Runtime($"{text}.{property}"),
        _ => BicepValue.Null,
    };

    private static BicepValue OfResource(PlannedResource resource, string property) => property switch
    {
        "id" => new BicepValue.Runtime(resource.Id),
        "name" => new BicepValue.Scalar(resource.Name),
        "type" => new BicepValue.Scalar(resource.Type),
        "apiVersion" => new BicepValue.Scalar(resource.ApiVersion),
        "properties" => new BicepValue.Runtime($"{resource.Id}.properties"),
        _ => resource.Body[property] ?? new BicepValue.Runtime($"{resource.Id}.{property}"),
    };

    private BicepValue ItemOf(BicepValue target, BicepValue index) => (target, index) switch
    {
        (BicepValue.Items list, BicepValue.Scalar { Value: long at }) => at < list.Values.Count ? list.Values[(int)at] : BicepValue.Null,
        (BicepValue.Map or BicepValue.Reference, BicepValue.Scalar { Value: string key }) => MemberOf(target, key),
        _ => new BicepValue.Runtime($"{target.AsText()}[{index.AsText()}]"),
    };

    private BicepValue Called(Expression.Call call, Locals locals)
    {
        var values = call.Arguments.Select(argument => Of(argument, locals)).ToList();
        switch (call.Function)
        {
            case Expression.Name name when source.File.Find(name.Value) is Declaration.UserFunction or Declaration.Imported:
                return ((BicepValue.Function)lookup(name.Value)).Body(values);
            case Expression.Name name:
                return functions.Call(name.Value, values);
            case Expression.Member { Target: Expression.Name { Value: "sys" or "az" }, Property: var function }:
                return functions.Call(function, values);
            case Expression.Member member:
                return new BicepValue.Runtime($"{Of(member.Target, locals).AsText()}.{member.Property}({string.Join(',', values.Select(value => value.AsText()))})");
            default:
                throw new FormatException($"{source.File.Path}:{call.Line}: this call is not known to these checks.");
        }
    }
}
