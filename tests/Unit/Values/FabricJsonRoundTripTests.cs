using System.Text;
using System.Text.Json;

namespace RevenueFunctions.Tests.Unit.Values;

/// <summary>What is written can be read again, and what is missing is still refused.</summary>
public class FabricJsonRoundTripTests
{
    [Fact]
    public void Read_ARecordWrittenWithoutItsNulls_IsTheSame()
    {
        var stored = new Stored("1", null, null, 12.50m);
        Assert.Equal("""{"id":"1","amount":"12.50"}""", Encoding.UTF8.GetString(FabricJson.Bytes(stored)));
        Assert.Equal(stored, FabricJson.Read<Stored>(FabricJson.Bytes(stored)));
    }

    [Fact]
    public void Read_WithoutARequiredMember_IsRefusedByItsName()
    {
        var refused = Assert.Throws<JsonException>(() => FabricJson.Read<Stored>("""{"id":"1"}"""u8));
        Assert.Contains("amount", refused.Message, StringComparison.Ordinal);
    }

    private sealed record Stored(string Id, string? Note, DateTimeOffset? At, decimal Amount);
}
