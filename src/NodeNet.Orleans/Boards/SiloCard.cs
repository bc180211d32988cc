namespace NodeNet.Orleans.Boards;

/// <summary>What a silo says of itself when it joins.</summary>
/// <param name="Silo">Its address; a restart changes it.</param>
/// <param name="Name">What it is called, or null.</param>
/// <param name="Slots">How many trials it does at a time.</param>
/// <param name="Build">The hash of NodeNet's assemblies.</param>
/// <param name="Arithmetic">The loops that run, how wide they are, whether multiplying and adding is one step, and the machine.</param>
/// <param name="Trials">The trials that are registered, by name, each with a hash of the assembly that what it is given comes from.</param>
/// <param name="Shards">The shards of rows that are registered, by name.</param>
/// <param name="Code">By a trial's name, a hash of the assembly that its code is in: what it is given may be of another, even of .NET.</param>
internal sealed record SiloCard(
    string Silo, string? Name, int Slots, string Build, string Arithmetic, IReadOnlyDictionary<string, string> Trials, IReadOnlyList<string> Shards,
    IReadOnlyDictionary<string, string> Code)
{
    /// <summary>What silos must have in common for their results to be the same to the bit.</summary>
    public string Machine => $"build {Build}, {Arithmetic}";

    /// <summary>Why this silo may not work beside another; null where it may.</summary>
    public string? Refusal(SiloCard other)
    {
        if (Build != other.Build)
        {
            return $"This silo is build {Build} of NodeNet, {other.Shown} is build {other.Build}. All silos and clients must run the same build: install one "
                + "version everywhere, or stop the others first.";
        }
        if (Arithmetic != other.Arithmetic)
        {
            return $"This silo computes with {Arithmetic}; {other.Shown} with {other.Arithmetic}. Their last digits would differ. With the environment "
                + "variable NODENET_FAST=256 (or 128, or scalar) on every machine all compute alike.";
        }
        if (Differing(Trials, other.Trials) is { } of) return Words(of);
        if (Differing(Code, other.Code) is { } code) return Words(code);
        return null;

        string Words((string Name, string Here, string There) trial) =>
            $"The trial \"{trial.Name}\" is of build {trial.Here} here and of build {trial.There} on {other.Shown}. Run the same build of your program "
                + "everywhere.";
    }

    private static (string Name, string Here, string There)? Differing(IReadOnlyDictionary<string, string> here, IReadOnlyDictionary<string, string> there)
    {
        foreach ((string name, string hash) in here)
            if (there.TryGetValue(name, out string? other) && other != hash) return (name, hash, other);
        return null;
    }

    private string Shown => Name is null ? $"the silo {Silo}" : $"the silo \"{Name}\" ({Silo})";
}
