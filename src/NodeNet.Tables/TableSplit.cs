namespace NodeNet.Tables;

/// <summary>A table in two parts: <c>(Table train, Table test) = table.Split(testFraction: 0.2, seed: 1);</c> The rows of each keep their order.</summary>
public sealed class TableSplit
{
    internal TableSplit(Table train, Table test, IReadOnlyList<string> notes)
    {
        Train = train;
        Test = test;
        Notes = notes;
    }

    /// <summary>The part to train on.</summary>
    public Table Train { get; }

    /// <summary>The part to judge by.</summary>
    public Table Test { get; }

    /// <summary>What is worth knowing: values of the column of classes that only one part has. Empty where there is nothing to say.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The two parts.</summary>
    /// <param name="train"><see cref="Train"/>.</param>
    /// <param name="test"><see cref="Test"/>.</param>
    public void Deconstruct(out Table train, out Table test) => (train, test) = (Train, Test);

    /// <summary>"275 rows to train on, 69 to test with", and the notes.</summary>
    public override string ToString() =>
        $"{TableText.Count(Train.RowCount, "row")} to train on, {Test.RowCount} to test with{string.Concat(Notes.Select(note => "; " + note))}";
}
