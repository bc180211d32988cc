using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Persistence;

namespace NodeNet.Training;

/// <summary>Reads what <see cref="CheckpointWriter"/> writes, straight to where it is needed, and checks every number for what it may be. The network stays as
/// it is.</summary>
internal sealed class CheckpointReader
{
    // Far more than any run takes, and far from where counting on would overflow.
    private const long MostSteps = 1L << 62;

    private readonly string? _file;
    private readonly RunFacts _facts;
    private readonly CheckpointHead _head;
    private readonly Stream _stream;

    private CheckpointReader(Stream stream, string? file, RunFacts facts)
    {
        _stream = stream;
        _file = file;
        _facts = facts;
        _head = CheckpointHead.Read(stream, file);
    }

    private Network Network => _facts.Network;

    private string Title => _file is null ? "The checkpoint" : $"The checkpoint {_file}";

    /// <summary>Reads a run.</summary>
    /// <param name="stream">The checkpoint, from where the stream stands to its end.</param>
    /// <param name="file">Its name, for messages and for the file beside it; null for a stream that is no file.</param>
    /// <param name="facts">What the run must be.</param>
    /// <param name="earlier">The epochs that are in the file beside it.</param>
    /// <exception cref="ModelFileException">The content is damaged or no checkpoint.</exception>
    /// <exception cref="InvalidOperationException">The set-up differs, the run is over, or it needs a file that a stream does not have; the message says
    /// so.</exception>
    /// <exception cref="IOException">The content, or the file beside it, cannot be read.</exception>
    public static TrainingState Read(Stream stream, string? file, RunFacts facts, out EarlierEpochs earlier)
    {
        var reader = new CheckpointReader(stream, file, facts);
        earlier = reader._head.Earlier();
        return reader.Read(earlier);
    }

    /// <summary>What an optimizer cannot have remembered, in words; null if it can have remembered everything.</summary>
    public static string? Refused(RunFacts facts, int which, double[] memory)
    {
        foreach (ParameterRow row in facts.Network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
            {
                if (p < memory.Length && facts.Network.Exists(p) && !facts.Optimizer.AcceptsMemory(which, memory[p]))
                {
                    return $"{facts.Optimizer.Name} cannot remember {MessageText.Exact(memory[p])} as {NameOfMemory(facts, which)} of "
                        + $"{facts.Network.NameOfParameter(p)}.";
                }
            }
        }
        return null;
    }

    private static string NameOfMemory(RunFacts facts, int which) =>
        which < facts.Optimizer.MemoryNames.Count ? facts.Optimizer.MemoryNames[which] : $"number {which + 1}";

    private TrainingState Read(EarlierEpochs earlier)
    {
        _head.CheckSetUp(_facts.SetUp, Title);
        int epochs = _head["epochs"].Int32(0, int.MaxValue - earlier.Count);
        int all = earlier.Count + epochs;
        if (all > _facts.Epochs)
        {
            throw new InvalidOperationException(
                $"{Title} is of the end of epoch {all}; training was to end after {MessageText.Count(_facts.Epochs, "epoch")}.");
        }

        if (earlier.Count > 0 && _file is null)
        {
            throw new InvalidOperationException(
                $"The first {MessageText.Count(earlier.Count, "epoch")} of the checkpoint are in a file beside it. Resume from its path, not from a stream.");
        }

        long parameters = CheckpointHead.CountOf(Network);
        int memory = _facts.Optimizer.MemoryLength;
        RequireCount("parameters", parameters, "as many as the network has room for");
        RequireCount("memory", memory, "as many numbers as the optimizer remembers for a parameter");
        bool hasSteps = _head.Find("stepsByParameter") is not null;
        if (hasSteps) RequireCount("stepsByParameter", parameters, "as many as the network has room for");
        (int bestEpoch, int bestAfter) = Best(all);
        long count = (long)epochs * HistoryRecord.Length + parameters * (2 + (_facts.KeepsBest ? 1 : 0) + memory + (hasSteps ? 1 : 0)) + 1;
        if (_stream.CanSeek && _stream.Length - _stream.Position != count * sizeof(ulong))
            throw Trouble("$", $"The numbers take {MessageText.Count(_stream.Length - _stream.Position, "byte")}; they must take {count * sizeof(ulong)}.");

        var numbers = new NumberReader(_stream, count, _head.Digest, () => Trouble("$", "The numbers end too early: the checkpoint was cut off."));
        var state = new TrainingState
        {
            History = History(numbers, earlier, epochs),
            Parameters = Parameters(numbers, "$.parameters"),
            Before = Parameters(numbers, "$.before"),
            Best = _facts.KeepsBest ? Parameters(numbers, "$.best") : null,
            BestEpoch = bestEpoch,
            BestAfter = bestAfter,
            Memory = [.. Enumerable.Range(0, memory).Select(which => Memory(numbers, which))],
            StepCounts = hasSteps ? Steps(numbers) : null,
            LearningRate = _head["learningRate"].Number(),
            Steps = _head["steps"].Int64((long)all * _facts.StepsInEpoch, MostSteps),
            Random = _head.Random(),
            Arithmetics = _head.Arithmetics(),
        };
        ulong digest = numbers.Digest;
        if (numbers.NextUndigested() != digest) throw Trouble("$", "The checksum at the end is not that of the numbers: the checkpoint was damaged.");
        if (_stream.ReadByte() >= 0) throw Trouble("$", "There is more behind the end of the checkpoint.");
        if (state.LearningRate < 0.0) throw _head["learningRate"].Trouble("This is below 0; a learning rate is 0 or above.");
        if (_facts.KeepsBest && state.BestEpoch != state.History.BestAfter(bestAfter))
            throw _head["best"].Trouble($"Epoch {bestEpoch} is not the best after epoch {bestAfter}; that is {state.History.BestAfter(bestAfter)}.");
        return state;
    }

    private void RequireCount(string name, long count, string why)
    {
        if (_head[name].Int64(0) is var found && found != count) throw _head[name].Trouble($"This is {found}; it must be {count}, {why}.");
    }

    private (int Epoch, int After) Best(int epochs)
    {
        if (!_facts.KeepsBest)
        {
            return _head.Find("best") is { } superfluous ? throw superfluous.Trouble("There is a best epoch, which this run does not keep.") : default;
        }
        JsonMembers members = _head["best"].Members("epoch", "after");
        return (members["epoch"].Int32(0, epochs), members["after"].Int32(0, epochs));
    }

    private TrainingHistory History(NumberReader numbers, EarlierEpochs earlier, int epochs)
    {
        var history = new TrainingHistory();
        if (earlier.Count > 0) HistoryFile.Read(HistoryFile.NameFor(_file!), history, earlier, _facts);
        for (int epoch = 0; epoch < epochs; epoch++)
            history.Add(HistoryRecord.Read(numbers, history, _facts, trouble => Trouble($"$.history[{history.Count}]", trouble)));
        return history;
    }

    /// <summary>Weights and biases: finite, and 0 where there is none.</summary>
    private double[] Parameters(NumberReader numbers, string place)
    {
        double[] parameters = Numbers<double>(numbers, place);
        int odd = Array.FindIndex(parameters, value => !double.IsFinite(value));
        return odd < 0
            ? parameters
            : throw Trouble(place, $"{Network.NameOfParameter(odd)} is {MessageText.Exact(parameters[odd])}; a weight or bias must be finite.");
    }

    private double[] Memory(NumberReader numbers, int which)
    {
        double[] memory = Numbers<double>(numbers, $"$.memory[{which}]");
        return Refused(_facts, which, memory) is { } refused ? throw Trouble($"$.memory[{which}]", refused) : memory;
    }

    private long[] Steps(NumberReader numbers)
    {
        long most = _head["steps"].Int64(0);
        long[] steps = Numbers<long>(numbers, "$.stepsByParameter", padding: most); // what is no parameter has missed no steps
        int odd = Array.FindIndex(steps, value => value < 0 || value > most);
        return odd < 0
            ? steps
            : throw Trouble(
                "$.stepsByParameter",
                $"{Network.NameOfParameter(odd)} has taken {MessageText.Count(steps[odd], "step")}; it must be 0 to {most}, as many as the run.");
    }

    /// <summary>One number a parameter, in the places of the network's own.</summary>
    private T[] Numbers<T>(NumberReader numbers, string place, T? padding = null)
        where T : unmanaged
    {
        var values = new T[Network.Parameters.Length];
        if (padding is { } value) Array.Fill(values, value);
        Span<ulong> words = System.Runtime.InteropServices.MemoryMarshal.Cast<T, ulong>(values.AsSpan());
        foreach (ParameterRow row in Network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
            {
                words[p] = numbers.Next();
                if (words[p] != 0 && !Network.Exists(p)) throw Trouble(place, $"There is no {Network.NameOfParameter(p)}; its number must be 0.");
            }
        }
        return values;
    }

    private ModelFileException Trouble(string place, string trouble) => new(_file, _head.Lines + 1, place, trouble);
}
