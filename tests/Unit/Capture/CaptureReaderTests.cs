using System.Text;
using RevenueFunctions.Local.Capture;

namespace RevenueFunctions.Tests.Unit.Capture;

public sealed class CaptureReaderTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 5, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_AFileOfCapture_GivesEveryEventAsItWas(bool deflates)
    {
        var properties = new Dictionary<string, object> { ["whole"] = 7L, ["number"] = 0.5, ["text"] = "Zürich", ["bytes"] = new byte[] { 1, 2 } };
        var messages = Enumerable.Range(0, 25).Select(at => new CapturedMessage(at + 40, Noon.AddSeconds(at), Encoding.UTF8.GetBytes($"body {at}"), at % 2 == 0 ? "customer" : null, properties)).ToList();
        CaptureWriter.Write(folder.File(CaptureWriter.NameOf(3, Noon)), messages, deflates, perBlock: 10);
        var file = Assert.Single(CaptureFile.In(folder.Path));
        Assert.Equal("evhns-fabric/usage/3", file.Partition);
        var read = CaptureReader.Read(file).ToList();
        Assert.Equal(messages.Select(message => (message.SequenceNumber, message.EnqueuedAt, message.PartitionKey)), read.Select(one => (one.SequenceNumber, one.EnqueuedAt, one.PartitionKey)));
        Assert.All(read, one => Assert.Equal(properties, one.Properties));
        Assert.Equal(messages.Select(message => Encoding.UTF8.GetString(message.Body)), read.Select(one => Encoding.UTF8.GetString(one.Body.Span)));
    }

    [Fact]
    public void In_FilesOfSeveralPartitions_AreInOrderOfTimeNotOfName()
    {
        foreach (var (partition, minutes) in new[] { (10, 0), (2, 5), (10, 5), (2, 0) })
        {
            CaptureWriter.Write(folder.File(CaptureWriter.NameOf(partition, Noon.AddMinutes(minutes))), [new CapturedMessage(minutes, Noon, [])]);
        }

        Assert.Equal(
            ["10/2026/11/05/12/00", "2/2026/11/05/12/00", "10/2026/11/05/12/05", "2/2026/11/05/12/05"],
            CaptureFile.In(folder.Path).Select(file => file.Name["evhns-fabric/usage/".Length..^"/00.avro".Length]));
    }

    [Fact]
    public void Read_AFileCutOffAnywhere_IsRefusedOrEndsWithABlock()
    {
        var path = folder.File(CaptureWriter.NameOf(0, Noon));
        CaptureWriter.Write(path, Messages(12), perBlock: 4);
        var whole = File.ReadAllBytes(path);
        var refused = 0;
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            var read = new List<CapturedEvent>();
            try
            {
                read.AddRange(CaptureReader.Read(CaptureFile.In(folder.Path)[0]));
                Assert.True(read.Count % 4 == 0, $"Cut at {length} of {whole.Length} bytes it gave {read.Count} events without a word.");
            }
            catch (CaptureFileException damaged)
            {
                refused++;
                Assert.Empty(read);
                Assert.Contains("evhns-fabric/usage/0/2026/11/05/12/00/00.avro, byte ", damaged.Message, StringComparison.Ordinal);
            }
        }

        Assert.Equal(whole.Length - 3, refused);
    }

    [Theory]
    [InlineData(0x01)]
    [InlineData(0x55)]
    [InlineData(0x80)]
    public void Read_AnyByteOverwritten_GivesARefusalOrEveryRecord(byte mask)
    {
        var path = folder.File(CaptureWriter.NameOf(0, Noon));
        CaptureWriter.Write(path, Messages(6), deflates: true, perBlock: 3);
        var whole = File.ReadAllBytes(path);
        var refused = 0;
        for (var at = 0; at < whole.Length; at += 2)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= mask;
            File.WriteAllBytes(path, damaged);
            try
            {
                Assert.InRange(CaptureReader.Read(CaptureFile.In(folder.Path)[0]).Count(), 0, 6);
            }
            catch (CaptureFileException named)
            {
                refused++;
                Assert.StartsWith("evhns-fabric/usage/0/2026/11/05/12/00/00.avro", named.Message, StringComparison.Ordinal);
            }
        }

        Assert.True(refused > whole.Length / 4, $"{refused} of {whole.Length / 2} were noticed.");
    }

    [Fact]
    public void Of_AMissingFile_NamesTheSequenceNumbersThatAreNowhere()
    {
        CaptureWriter.Write(folder.File(CaptureWriter.NameOf(0, Noon)), Messages(5));
        CaptureWriter.Write(folder.File(CaptureWriter.NameOf(0, Noon.AddMinutes(10))), Messages(5, 25));
        var survey = CaptureSurvey.Of(CaptureFile.In(folder.Path), ReplayRange.All, CancellationToken.None);
        Assert.Empty(survey.Faults);
        Assert.Equal(["5-24"], Assert.Single(survey.Partitions).Gaps);
    }

    [Fact]
    public void Of_SeveralDamagedFiles_NamesEach()
    {
        foreach (var minute in new[] { 0, 5, 10 })
        {
            var path = folder.File(CaptureWriter.NameOf(0, Noon.AddMinutes(minute)));
            CaptureWriter.Write(path, Messages(5, minute));
            if (minute > 0)
            {
                File.WriteAllBytes(path, File.ReadAllBytes(path)[..^7]);
            }
        }

        var survey = CaptureSurvey.Of(CaptureFile.In(folder.Path), ReplayRange.All, CancellationToken.None);
        Assert.Equal(["12/05/00.avro", "12/10/00.avro"], survey.Faults.Select(fault => fault[.."evhns-fabric/usage/0/2026/11/05/12/05/00.avro".Length][^"12/05/00.avro".Length..]));
    }

    private static IEnumerable<CapturedMessage> Messages(int count, long first = 0) =>
        Enumerable.Range(0, count).Select(at => new CapturedMessage(first + at, Noon.AddSeconds(at), Encoding.UTF8.GetBytes($"event {at}")));
}
