using NodeNet.Foundation;

namespace NodeNet.Tests;

/// <summary>The generator against numbers that its authors' reference programs print, and against what random numbers should look like.</summary>
public class RandomGeneratorTests
{
    [Fact]
    public void Xoshiro256_from_the_state_1_2_3_4_gives_the_published_numbers()
    {
        var random = new RandomGenerator(new RandomState(1, 2, 3, 4));
        ulong[] drawn = [.. Enumerable.Range(0, 10).Select(_ => random.NextUInt64())];
        drawn.Should().Equal(
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360,
            607988272756665600, 16172922978634559625, 8476171486693032832, 10595114339597558777, 2904607092377533576);
    }

    [Fact]
    public void SplitMix64_from_1234567_gives_the_published_numbers()
    {
        ulong state = 1234567;
        ulong[] drawn = [.. Enumerable.Range(0, 5).Select(_ => RandomGenerator.NextSplitMix64(ref state))];
        drawn.Should().Equal(6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821);
    }

    [Fact]
    public void A_seed_becomes_a_state_by_four_numbers_of_SplitMix64()
    {
        new RandomGenerator(seed: 1234567).State.Should().Be(
            new RandomState(6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431));
    }

    [Fact]
    public void Seed_42_gives_the_approved_doubles()
    {
        // (next 64 bits >> 11) · 2⁻⁵³, worked out by a program of another language.
        var random = new RandomGenerator(seed: 42);
        double[] drawn = [.. Enumerable.Range(0, 6).Select(_ => random.NextDouble())];
        drawn.Should().Equal(
            0.08386297105988216, 0.3789802506626686, 0.6800434110281394, 0.9246929453253876, 0.9918039142821028, 0.7697394604342425);
    }

    [Fact]
    public void Seed_42_gives_the_approved_normal_numbers()
    {
        // √(−2 · ln(1 − u)) · cos(2π · v), from the doubles above taken in pairs, in 60 digits. The last digit is left to the machine's logarithm and cosine.
        double[] approved = [-0.30326306467873804, 1.3438117634372808, 0.38346179126769414, 0.9369624250258956, -1.4659604229447882, -0.38292999910200926];
        var random = new RandomGenerator(seed: 42);
        foreach (double expected in approved)
            random.NextNormal().Should().BeApproximately(expected, 2e-15);
    }

    [Fact]
    public void A_restored_state_repeats_what_followed()
    {
        var random = new RandomGenerator(seed: 7);
        random.NextNormal();
        RandomState saved = random.State;
        double[] first = [random.NextDouble(), random.NextNormal(), random.NextInt32(100), random.NextUniform(-2, 3)];

        var other = new RandomGenerator(saved);
        double[] second = [other.NextDouble(), other.NextNormal(), other.NextInt32(100), other.NextUniform(-2, 3)];
        second.Should().Equal(first);

        random.State = saved;
        double[] third = [random.NextDouble(), random.NextNormal(), random.NextInt32(100), random.NextUniform(-2, 3)];
        third.Should().Equal(first);
    }

    [Fact]
    public void Different_seeds_give_different_numbers_and_negative_seeds_are_seeds_too()
    {
        ulong[] firsts = [.. new long[] { 0, 1, -1, 42, long.MinValue, long.MaxValue }.Select(seed => new RandomGenerator(seed).NextUInt64())];
        firsts.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_state_of_four_zeros_is_refused()
    {
        Action creating = () => _ = new RandomGenerator(default(RandomState));
        creating.Should().Throw<ArgumentException>().WithMessage("*at least one word must differ from 0*");

        var random = new RandomGenerator(seed: 1);
        RandomState before = random.State;
        Action setting = () => random.State = new RandomState(0, 0, 0, 0);
        setting.Should().Throw<ArgumentException>();
        random.State.Should().Be(before, "a refused state leaves the generator as it was");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public void NextInt32_stays_below_its_bound(int bound)
    {
        var random = new RandomGenerator(seed: bound);
        for (int i = 0; i < 1000; i++)
            random.NextInt32(bound).Should().BeInRange(0, bound - 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void NextInt32_refuses_a_bound_below_1(int bound)
    {
        Action drawing = () => new RandomGenerator(seed: 1).NextInt32(bound);
        drawing.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void NextInt32_gives_each_number_equally_often()
    {
        // χ² = Σ (seen − expected)² / expected. With 9 degrees of freedom it is above 27.9 once in a thousand seeds; the seed here is fixed.
        const int Draws = 100_000;
        var random = new RandomGenerator(seed: 2024);
        var seen = new int[10];
        for (int i = 0; i < Draws; i++)
            seen[random.NextInt32(10)]++;
        seen.Sum(count => (count - Draws / 10.0) * (count - Draws / 10.0) / (Draws / 10.0)).Should().BeLessThan(27.9);
    }

    [Fact]
    public void NextInt32_is_even_where_a_remainder_would_not_be()
    {
        // Of a bound of ¾ · 2³¹, a remainder of 31 bits would hit the lowest third twice as often as the others.
        const int Bound = 1_610_612_736;
        var random = new RandomGenerator(seed: 5);
        var thirds = new int[3];
        for (int i = 0; i < 30_000; i++)
            thirds[random.NextInt32(Bound) / (Bound / 3)]++;
        thirds.Should().OnlyContain(count => Math.Abs(count - 10_000) < 400);
    }

    [Fact]
    public void NextInt32_draws_again_where_a_number_would_come_too_often()
    {
        // 2⁶⁴ numbers cannot be shared out evenly among 3: one of them, 0, is not used. Among 4 they can.
        var zeroComesFirst = new RandomState(1, 0, 2, 3);
        new RandomGenerator(zeroComesFirst).NextUInt64().Should().Be(0);
        var afterOne = new RandomGenerator(zeroComesFirst);
        afterOne.NextUInt64();
        var afterTwo = new RandomGenerator(afterOne.State);
        int second = afterTwo.NextInt32(3);

        var ofThree = new RandomGenerator(zeroComesFirst);
        ofThree.NextInt32(3).Should().Be(second);
        ofThree.State.Should().Be(afterTwo.State);

        var ofFour = new RandomGenerator(zeroComesFirst);
        ofFour.NextInt32(4).Should().Be(0);
        ofFour.State.Should().Be(afterOne.State);
    }

    [Fact]
    public void NextUniform_fills_its_range_evenly()
    {
        var random = new RandomGenerator(seed: 3);
        double[] drawn = [.. Enumerable.Range(0, 50_000).Select(_ => random.NextUniform(-2, 4))];
        drawn.Min().Should().BeInRange(-2, -1.99);
        drawn.Max().Should().BeInRange(3.99, 4);
        drawn.Average().Should().BeApproximately(1, 0.03);                             // (low + high) / 2
        drawn.Average(x => (x - 1) * (x - 1)).Should().BeApproximately(3, 0.05);       // (high − low)² / 12
    }

    [Fact]
    public void NextNormal_has_the_moments_of_the_standard_normal()
    {
        var random = new RandomGenerator(seed: 11);
        double[] drawn = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextNormal())];
        drawn.Average().Should().BeApproximately(0, 0.015);
        drawn.Average(x => x * x).Should().BeApproximately(1, 0.02);
        drawn.Average(x => x * x * x).Should().BeApproximately(0, 0.06);
        drawn.Average(x => x * x * x * x).Should().BeApproximately(3, 0.15);
        ((double)drawn.Count(x => Math.Abs(x) < 1) / drawn.Length).Should().BeApproximately(0.6827, 0.006);
    }

    [Fact]
    public void NextNormal_keeps_nothing_back_between_calls()
    {
        // Two uniform numbers a call: after one call the state is that after two raw draws.
        var normal = new RandomGenerator(seed: 9);
        normal.NextNormal();
        var raw = new RandomGenerator(seed: 9);
        raw.NextUInt64();
        raw.NextUInt64();
        normal.State.Should().Be(raw.State);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public void Shuffle_loses_and_doubles_nothing(int count)
    {
        int[] items = [.. Enumerable.Range(0, count)];
        new RandomGenerator(seed: 1).Shuffle<int>(items);
        items.Order().Should().Equal(Enumerable.Range(0, count));
        if (count > 2) items.Should().NotEqual(Enumerable.Range(0, count));
    }

    [Fact]
    public void Shuffle_draws_one_number_fewer_than_there_are_items()
    {
        var shuffling = new RandomGenerator(seed: 4);
        shuffling.Shuffle<int>([1, 2, 3, 4, 5]);
        var drawing = new RandomGenerator(seed: 4);
        for (int i = 0; i < 4; i++)
            drawing.NextUInt64();
        shuffling.State.Should().Be(drawing.State);
    }

    [Fact]
    public void Shuffle_gives_each_of_six_orders_equally_often()
    {
        // 5 degrees of freedom: χ² is above 20.5 once in a thousand seeds.
        const int Shuffles = 12_000;
        var random = new RandomGenerator(seed: 77);
        var seen = new Dictionary<string, int>();
        for (int i = 0; i < Shuffles; i++)
        {
            char[] letters = ['a', 'b', 'c'];
            random.Shuffle<char>(letters);
            string order = new(letters);
            seen[order] = seen.GetValueOrDefault(order) + 1;
        }
        seen.Should().HaveCount(6);
        seen.Values.Sum(count => (count - Shuffles / 6.0) * (count - Shuffles / 6.0) / (Shuffles / 6.0)).Should().BeLessThan(20.5);
    }
}
