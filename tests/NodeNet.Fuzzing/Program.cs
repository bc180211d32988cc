using NodeNet.Fuzzing;
using SharpFuzz;

// NodeNet.Fuzzing TARGET          under afl-fuzz: one input after the other through AFL's pipes
// NodeNet.Fuzzing TARGET FILE…    reads the files, as a check of what afl-fuzz found

if (args.Length == 0 || !Targets.All.TryGetValue(args[0], out Action<Stream>? target))
{
    Console.Error.WriteLine($"Usage: NodeNet.Fuzzing TARGET [FILE…], with TARGET one of {string.Join(", ", Targets.All.Keys)}.");
    return 2;
}

if (args.Length == 1)
{
    Fuzzer.OutOfProcess.Run(target);
    return 0;
}

foreach (string file in args[1..])
{
    using FileStream stream = File.OpenRead(file);
    target(stream);
    Console.WriteLine($"{file}: survived");
}
return 0;
