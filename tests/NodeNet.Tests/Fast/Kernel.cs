using System.Globalization;
using System.Numerics;
using NodeNet.Foundation;
using NodeNet.Vectors;

namespace NodeNet.Tests.Fast;

/// <summary>A vector kernel, and the scalar formula that it must compute.</summary>
internal abstract class Kernel(string name)
{
    /// <summary>The longest array that is tried.</summary>
    public const int Longest = 130;

    private const double Sentinel = -987654321;

    // Places where formulas turn, where e^x overflows or vanishes, and what is no number.
    private static readonly double[] _specials =
    [
        0.0, -0.0, 1.0, -1.0, 1e-3, -1e-3, 1e-9, -1e-9, 1e-30, -1e-30, 0.5, -1.2784645, 5, -5, 20, -20, 36.7, -37.5, 80, -80, 100, -100, 745, -745, 1e4, -1e4,
        double.NaN, double.PositiveInfinity, double.NegativeInfinity,
    ];

    public string Name => name;

    public abstract void Check<T, TVector, TVectors>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVectors : struct, IVectors<TVector, T>;

    /// <summary>Multiples of the width up to <see cref="Longest"/>.</summary>
    protected static IEnumerable<int> Lengths<T, TVector, TVectors>(int from = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVectors : struct, IVectors<TVector, T>
    {
        for (int length = from == 0 ? 0 : TVectors.Width; length <= Longest; length += TVectors.Width)
            yield return length;
    }

    /// <summary>Special and random numbers in turn.</summary>
    protected static T[] Numbers<T>(int count, long seed, bool withSpecials = true)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new RandomGenerator(seed);
        int first = (int)(seed % _specials.Length);
        return [
            .. Enumerable.Range(0, count).Select(
                i => T.CreateTruncating(withSpecials && i % 2 == 0 ? _specials[(first + i / 2) % _specials.Length] : random.NextUniform(-4, 4)))];
    }

    /// <summary>The numbers a few places into a larger array, whose other places must stay as they are.</summary>
    protected static T[] Framed<T>(ReadOnlySpan<T> numbers, int start)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var frame = new T[start + numbers.Length + 20];
        Array.Fill(frame, T.CreateTruncating(Sentinel));
        numbers.CopyTo(frame.AsSpan(start));
        return frame;
    }

    protected void FrameIsUntouched<T>(T[] frame, int start, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < frame.Length; i++)
        {
            if ((i < start || i >= start + length) && frame[i] != T.CreateTruncating(Sentinel))
            {
                Assert.Fail($"{Name} wrote at {i - start}, outside its {length} numbers");
            }
        }
    }

    /// <summary>Fails unless the two agree to some last digits of <paramref name="scale"/>; what is no finite number must be the same.</summary>
    /// <param name="actual">What the kernel gave.</param>
    /// <param name="expected">What the formula gives, in double.</param>
    /// <param name="digits">How many of the precision's last digits they may differ by.</param>
    /// <param name="scale">What the digits are of.</param>
    /// <param name="where">For the message.</param>
    protected void Agree<T>(T actual, double expected, double digits, double scale, string where)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double found = double.CreateTruncating(actual);
        double last = typeof(T) == typeof(double) ? 2.3e-16 : 1.2e-7;
        double smallest = typeof(T) == typeof(double) ? 1e-304 : 1e-35; // below it numbers fade out, each function's in its own way
        bool same = found == expected || (double.IsNaN(found) && double.IsNaN(expected))
            || (double.IsFinite(found) && double.IsFinite(expected) && Math.Abs(found - expected) <= digits * last * scale + smallest);
        if (!same)
        {
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{Name}, {typeof(T).Name}, {where}: {found:R} where the formula gives {expected:R}"));
        }
    }
}
