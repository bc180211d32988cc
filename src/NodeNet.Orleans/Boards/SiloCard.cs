namespace NodeNet.Orleans.Boards;

/// <summary>What a silo says of itself when it joins.</summary>
/// <param name="Silo">Its address; a restart changes it.</param>
/// <param name="Name">What it is called, or null.</param>
/// <param name="Slots">How many trials it does at a time.</param>
/// <param name="Build">The hash of NodeNet's assemblies.</param>
/// <param name="Arithmetic">The loops that run, how wide they are, whether multiplying and adding is one step, and the machine.</param>
/// <param name="Trials">The trials that are registered, by name, each with a hash of the assembly that it comes from.</param>
/// <param name="Shards">The shards of rows that are registered, by name.</param>
internal sealed record SiloCard(
    string Silo, string? Name, int Slots, string Build, string Arithmetic, IReadOnlyDictionary<string, string> Trials, IReadOnlyList<string> Shards)
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
        foreach ((string name, string hash) in Trials)
        {
            if (other.Trials.TryGetValue(name, out string? there) && there != hash)
            {
                return $"The trial \"{name}\" is of build {hash} here and of build {there} on {other.Shown}. Run the same build of your program everywhere.";
            }
        }
        return null;
    }

    private string Shown => Name is null ? $"the silo {Silo}" : $"the silo \"{Name}\" ({Silo})";
}
