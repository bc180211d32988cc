using NodeNet.Foundation;

namespace NodeNet.Tests.Datasets;

/// <summary>Damages content as cut-off downloads, bad disks and careless editing do.</summary>
internal static class Damage
{
    private const int LongestPiece = 16;

    /// <summary>A copy, in turn cut short, with one to eight bits flipped, both, with a piece taken out, a piece doubled, or a piece of random bytes put
    /// in.</summary>
    public static byte[] Of(byte[] whole, RandomGenerator random) => random.NextInt32(6) switch
    {
        0 => Cut(whole, random),
        1 => Flipped([.. whole], random),
        2 => Flipped(Cut(whole, random), random),
        3 => Without(whole, random),
        4 => Doubled(whole, random),
        _ => Interrupted(whole, random),
    };

    private static byte[] Cut(byte[] whole, RandomGenerator random) => whole[..random.NextInt32(whole.Length)];

    private static byte[] Flipped(byte[] copy, RandomGenerator random)
    {
        if (copy.Length == 0) return copy;
        for (int flips = 1 + random.NextInt32(8); flips > 0; flips--)
            copy[random.NextInt32(copy.Length)] ^= (byte)(1 << random.NextInt32(8));
        return copy;
    }

    private static byte[] Without(byte[] whole, RandomGenerator random)
    {
        (int start, int end) = Piece(whole, random);
        return [.. whole[..start], .. whole[end..]];
    }

    private static byte[] Doubled(byte[] whole, RandomGenerator random)
    {
        (int start, int end) = Piece(whole, random);
        return [.. whole[..end], .. whole[start..]];
    }

    private static byte[] Interrupted(byte[] whole, RandomGenerator random)
    {
        (int start, int end) = Piece(whole, random);
        byte[] noise = [.. Enumerable.Range(start, end - start).Select(_ => (byte)random.NextInt32(256))];
        return [.. whole[..start], .. noise, .. whole[start..]];
    }

    private static (int Start, int End) Piece(byte[] whole, RandomGenerator random)
    {
        int start = random.NextInt32(whole.Length);
        return (start, Math.Min(whole.Length, start + 1 + random.NextInt32(LongestPiece)));
    }
}
