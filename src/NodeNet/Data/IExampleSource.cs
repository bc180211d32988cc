namespace NodeNet.Data;

/// <summary>Examples that are read when they are needed, again for each epoch, in the memory of a few of them: of a file or a query larger than memory.
/// <see cref="Training.Trainer.Train(IExampleSource, IExampleSource?, CancellationToken)"/> learns from it.</summary>
/// <remarks>
/// <para>The examples stand in groups, each of which can be read by itself: the row groups of a Parquet file, pieces of a CSV file. Where they can only be read
/// from the first to the last, as those of a query, there is one group. A group gives the same examples in the same order each time: whoever trains compares
/// checksums, and refuses a source that has changed.</para>
/// <para>What a reading throws is told with the number of the example; an <see cref="ExampleSourceException"/> of the source's own, as where a file is gone, as
/// it is.</para>
/// <para>A source of your own is read on another thread than the one that trains, by one reading at a time.</para>
/// </remarks>
public interface IExampleSource
{
    /// <summary>What it is called, for messages: "big.csv".</summary>
    string Name { get; }

    /// <summary>How many inputs an example has.</summary>
    int InputCount { get; }

    /// <summary>How many targets an example has.</summary>
    int TargetCount { get; }

    /// <summary>As <see cref="DataSet.InputNames"/>. Default: null.</summary>
    IReadOnlyList<string>? InputNames => null;

    /// <summary>As <see cref="DataSet.ClassLabels"/>. Default: null.</summary>
    IReadOnlyList<string>? ClassLabels => null;

    /// <summary>Whether the targets are numbers even where all of them happen to be 0 or 1, so that no accuracy is measured. Default: false, their form
    /// decides, as <see cref="DataSet.IsClassification"/> says.</summary>
    bool HasNumberTargets => false;

    /// <summary>How many groups there are, at least 1.</summary>
    int GroupCount { get; }

    /// <summary>Reads groups, one after the other, in the order given.</summary>
    /// <param name="groups">The numbers of groups, from 0; each at most once.</param>
    /// <returns>The examples piece by piece, a piece of one group each; a group may have none. What has been given may be used again by the next
    /// piece.</returns>
    IEnumerable<ExamplePiece> Read(IReadOnlyList<int> groups);
}
