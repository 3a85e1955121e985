namespace Azure.Data.Tables.Wire;

/// <summary>The answer to a point read that found nothing.</summary>
internal sealed class NoEntity<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException($"The request succeeded with status {response.Status} and has no value.");

    public override Response GetRawResponse() => response;

    public override string ToString() => $"Status: {response.Status}, Service returned no content";
}
