using NodeNet.Persistence;

namespace NodeNet.Training;

/// <summary>Writes checkpoints, as docs/checkpoint-format.md describes them: a head in JSON, and then the numbers, a little at a time.</summary>
internal static class CheckpointWriter
{
    /// <summary>Writes a run. The stream stays open.</summary>
    /// <param name="stream">Where to, from where it stands.</param>
    /// <param name="facts">What is known of the run.</param>
    /// <param name="state">How it stands.</param>
    /// <exception cref="InvalidOperationException">The optimizer remembers what it could not read back.</exception>
    public static void Write(Stream stream, RunFacts facts, TrainingState state)
    {
        byte[] head = Head(facts, state);
        ulong digest = Digest.Of(head);
        stream.Write(head);
        stream.Write(CheckpointHead.ChecksumLine(digest));

        var writer = new NumberWriter(stream, digest);
        HistoryRecord.WriteAll(writer, state.History);
        Write(writer, facts.Network, state.Parameters);
        Write(writer, facts.Network, state.Before);
        if (state.Best is { } best) Write(writer, facts.Network, best);
        for (int i = 0; i < state.Memory.Length; i++)
        {
            if (CheckpointReader.Refused(facts, i, state.Memory[i]) is { } refused) throw new InvalidOperationException($"The run cannot be saved: {refused}");
            Write(writer, facts.Network, state.Memory[i]);
        }
        if (state.StepCounts is { } steps) Write(writer, facts.Network, steps);
        writer.Write(writer.Digest);
        writer.Flush();
    }

    private static byte[] Head(RunFacts facts, TrainingState state)
    {
        using var content = new MemoryStream();
        using var json = new JsonWriter(content);
        json.BeginObject();
        FileHeader.Write(json, CheckpointHead.Format, CheckpointHead.Version);
        json.BeginObject("setUp");
        foreach ((string name, string value) in facts.SetUp.Written)
            json.Write(name, value);
        json.EndObject();
        json.WriteTexts("arithmetic", state.Arithmetics);
        json.Write("learningRate", state.LearningRate);
        json.Write("steps", state.Steps);
        json.BeginObject("random");
        (ulong s0, ulong s1, ulong s2, ulong s3) = state.Random;
        foreach ((string name, ulong word) in CheckpointHead.RandomNames.Zip([s0, s1, s2, s3]))
            json.Write(name, Digest.Text(word));
        json.EndObject();
        json.BeginObject("history");
        json.Write("epochs", state.History.Epochs);
        json.Write("best", state.History.BestLosses.Last.Epoch);
        json.Write("bestSoFar", state.History.BestLosses.Count);
        json.Write("sameRateSince", state.History.SameRateSince);
        json.EndObject();
        json.Write("parameters", CheckpointHead.CountOf(facts.Network));
        if (state.Best is not null)
        {
            json.BeginObject("best");
            json.Write("epoch", state.BestEpoch);
            json.Write("after", state.BestAfter);
            json.Write("loss", state.BestEpoch == 0 ? 0.0 : state.BestLoss);
            json.EndObject();
        }
        json.Write("memory", state.Memory.Length);
        if (state.StepCounts is not null) json.Write("stepsByParameter", CheckpointHead.CountOf(facts.Network));
        json.EndObject();
        json.End();
        return content.ToArray();
    }

    /// <summary>One number a parameter, 0 where there is none.</summary>
    private static void Write<T>(NumberWriter writer, Network network, T[] numbers)
        where T : unmanaged
    {
        ReadOnlySpan<ulong> words = System.Runtime.InteropServices.MemoryMarshal.Cast<T, ulong>(numbers);
        foreach (ParameterRow row in network.ParameterRows)
        {
            // Numbers from before a block of connections was added end before it; those from before one was removed are no longer needed.
            for (int p = row.Start; p < row.End; p++)
                writer.Write(p < words.Length && network.Exists(p) ? words[p] : 0);
        }
    }
}
