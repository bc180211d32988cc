namespace NodeNet.Tests.Datasets;

/// <summary>Damages content as cut-off downloads and bad disks do.</summary>
internal static class Damage
{
    /// <summary>A copy, in turn cut short, with one to eight bits flipped, or both.</summary>
    public static byte[] Of(byte[] whole, RandomGenerator random)
    {
        int kind = random.NextInt32(3);
        byte[] copy = kind == 1 ? [.. whole] : whole[..random.NextInt32(whole.Length)];
        if (kind == 0 || copy.Length == 0) return copy;
        for (int flips = 1 + random.NextInt32(8); flips > 0; flips--)
            copy[random.NextInt32(copy.Length)] ^= (byte)(1 << random.NextInt32(8));
        return copy;
    }
}
