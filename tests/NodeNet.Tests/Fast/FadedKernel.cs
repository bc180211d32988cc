using System.Numerics;
using NodeNet.Fast;
using NodeNet.Vectors;

namespace NodeNet.Tests.Fast;

/// <summary>What has not all its digits any more becomes 0, and nothing else changes.</summary>
internal sealed class FadedKernel() : Kernel("without faded")
{
    public override void Check<T, TVector, TVectors>()
    {
        T smallest = T.ScaleB(T.One, typeof(T) == typeof(double) ? -1022 : -126);
        T[] whole =
        [
            smallest, -smallest, T.BitIncrement(smallest), T.One, -T.One, T.BitDecrement(T.PositiveInfinity), T.NaN, T.PositiveInfinity, T.NegativeInfinity,
        ];
        T[] faded = [T.Zero, -T.Zero, T.BitDecrement(smallest), -T.BitDecrement(smallest), T.Epsilon, -T.Epsilon];
        T[] all = [.. whole, .. faded];
        for (int turn = 0; turn < all.Length; turn++)
        {
            T[] some = [.. Enumerable.Range(0, TVectors.Width).Select(lane => all[(turn + lane) % all.Length])];
            var found = new T[TVectors.Width];
            TVectors.Store(TVectors.WithoutFaded(TVectors.Load(ref some[0], 0)), ref found[0], 0);
            for (int lane = 0; lane < found.Length; lane++)
            {
                bool fades = faded.Any(one => one.Equals(some[lane]));
                T expected = fades ? T.Zero : some[lane];
                if (!found[lane].Equals(expected)) Assert.Fail($"{Name}, {typeof(T).Name}: {some[lane]:R} became {found[lane]:R}");
            }
        }
    }
}

/// <summary>Numbers of the working precision as doubles and back, of any length.</summary>
internal sealed class ConvertKernel() : Kernel("convert")
{
    public override void Check<T, TVector, TVectors>()
    {
        for (int length = 0; length <= Longest; length++)
        {
            T[] numbers = Numbers<T>(length, length);
            double[] doubles = Framed(Enumerable.Repeat(7.0, length).ToArray().AsSpan(), 3);
            FastConvert<T>.ToDouble(numbers, doubles.AsSpan(3, length));
            FrameIsUntouched(doubles, 3, length);
            T[] back = Framed(new T[length].AsSpan(), 5);
            FastConvert<T>.FromDouble(doubles.AsSpan(3, length), back.AsSpan(5, length));
            FrameIsUntouched(back, 5, length);
            for (int i = 0; i < length; i++)
            {
                Agree(T.CreateTruncating(doubles[3 + i]), double.CreateTruncating(numbers[i]), 0, 0, $"to double, {i} of {length}");
                Agree(back[5 + i], double.CreateTruncating(numbers[i]), 0, 0, $"and back, {i} of {length}");
            }
        }
    }
}
