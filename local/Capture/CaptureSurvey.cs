namespace RevenueFunctions.Local.Capture;

/// <summary>What is in a folder of captured files, found by reading all of them before anything is sent.</summary>
internal sealed class CaptureSurvey
{
    private readonly SortedDictionary<string, CapturedPartition> partitions = new(StringComparer.Ordinal);
    private readonly List<string> faults = [];

    private CaptureSurvey()
    {
    }

    /// <summary>The partitions, by name.</summary>
    public IReadOnlyCollection<CapturedPartition> Partitions => partitions.Values;

    /// <summary>What is damaged, or cannot be sent.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>Events that would be sent.</summary>
    public long Events => partitions.Values.Sum(partition => partition.Events);

    /// <summary>Reads every file to its end.</summary>
    public static CaptureSurvey Of(IReadOnlyList<CaptureFile> files, ReplayRange range, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        var survey = new CaptureSurvey();
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            survey.Add(file, range);
        }

        return survey;
    }

    private void Add(CaptureFile file, ReplayRange range)
    {
        if (!partitions.TryGetValue(file.Partition, out var partition))
        {
            partitions.Add(file.Partition, partition = new CapturedPartition(file.Partition));
        }

        partition.Files++;
        try
        {
            foreach (var captured in CaptureReader.Read(file))
            {
                partition.Saw(captured, range);
                if (range.Has(captured) && ReplayForm.Of(captured) is ReplayForm.None refused)
                {
                    faults.Add($"{file.Name}, sequence number {captured.SequenceNumber}: {refused.Why}");
                }
            }
        }
        catch (CaptureFileException damaged)
        {
            faults.Add(damaged.Message);
        }
    }
}
