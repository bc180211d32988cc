using NodeNet.Fuzzing;
using SharpFuzz;

// NodeNet.Fuzzing TARGET          under afl-fuzz: one input after the other through AFL's pipes
// NodeNet.Fuzzing TARGET FILE…    reads the files, as a check of what afl-fuzz found
// NodeNet.Fuzzing new-checkpoint FILE    writes the file that corpus/checkpoint holds, for when the format has changed

if (args is ["new-checkpoint", string path])
{
    CheckpointTarget.WriteCorpus(path);
    return 0;
}

if (args.Length == 0 || !Targets.All.TryGetValue(args[0], out Func<Stream, bool>? target))
{
    Console.Error.WriteLine($"Usage: NodeNet.Fuzzing TARGET [FILE…] | new-checkpoint FILE, with TARGET one of {string.Join(", ", Targets.All.Keys)}.");
    return 2;
}

if (args.Length == 1)
{
    Fuzzer.OutOfProcess.Run(stream => target(stream));
    return 0;
}

foreach (string file in args[1..])
{
    using FileStream stream = File.OpenRead(file);
    Console.WriteLine($"{file}: {(target(stream) ? "read" : "refused")}");
}
return 0;
