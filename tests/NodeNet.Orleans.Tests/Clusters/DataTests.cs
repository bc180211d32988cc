using System.Security.Cryptography;
using NodeNet.Data;
using NodeNet.Datasets;
using NodeNet.Learning;
using NodeNet.Orleans.Averaging;
using NodeNet.Orleans.Work;
using NodeNet.Training;

namespace NodeNet.Orleans.Tests.Clusters;

/// <summary>What is sent to the cluster, kept there and on a silo's disk, and deleted.</summary>
public sealed class DataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-cache-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_table_is_kept_as_long_as_a_sweep_has_it_and_a_silos_disk_has_it_after_that()
    {
        await using InProcessCluster silos = await InProcessCluster.StartAsync(1, (silo, _) => silo.CacheRows(_folder));
        Learner learner = Learner.For("species") with { Epochs = 2 };
        Search search = Search.Over(learner).AddStandard() with { Trials = 2, Folds = 2 };
        search.RunOn(silos.Client.Named("one")).Run(Iris.Table);
        search.RunOn(silos.Client.Named("two")).Run(Iris.Table);

        KeptData kept = await silos.Client.DataAsync();
        kept.Count.Should().Be(2, "one table, and one list of trials that both searches have");
        kept.ToString().Should().StartWith("2 tables and lists, 0.0 MB");
        await silos.Client.DeleteAsync("one");
        CleanReport report = await silos.Client.CleanAsync(TimeSpan.Zero);
        report.Deleted.Count.Should().Be(0, "the other search has them, too");
        report.Kept.Select(one => (one.What, one.Reason)).Should().BeEquivalentTo(
            [("table", "the sweep two has it"), ("list of trials", "the sweep two has it")]);
        report.ToString().Should().StartWith("deleted 0 tables and lists, 0.0 MB\nkept ");
        await silos.Client.DeleteAsync("two");
        CleanReport lately = await silos.Client.CleanAsync(TimeSpan.FromHours(1.0));
        lately.Kept.Should().HaveCount(2).And.OnlyContain(one => one.Reason == "no sweep has it, but it was sent just now" && one.What == "table or list");
        (await silos.Client.CleanAsync(TimeSpan.Zero)).Deleted.Should().Be(kept);

        foreach (string file in Directory.GetFiles(_folder))
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))).Should().Be(Path.GetFileName(file)[..64]);
        Directory.GetFiles(_folder).Should().HaveCount(2);
    }

    [Fact]
    public async Task What_is_refused_was_not_sent()
    {
        await using InProcessCluster silos = await InProcessCluster.StartAsync(1, (silo, _) => silo.AddTrial<int, int>("same", (x, _) => x));
        Search search = Search.Over(Learner.For("species") with { Epochs = 2 }).AddStandard() with { Trials = 2, Folds = 2 };
        await (await silos.Client.StartOrAttachAsync<int, int>("taken", "same", [1])).WaitAsync();
        KeptData before = await silos.Client.DataAsync();

        Refused(search, "There is a sweep of this name with other trials: 1 × same (*");
        Search own = Search.Over(Learner.For("species") with { Activation = new Mine() });
        Refused(own.AddRange("rate", 0.1, 0.2, (one, rate) => one with { LearningRate = rate }) with { Trials = 2, Folds = 2 }, "*mine*Catalogue*");
        await silos.Client.Awaiting(one => one.StartOrAttachAsync<int, int>("taken", "same", [1, 2])).Should().ThrowAsync<InvalidOperationException>();
        (await silos.Client.DataAsync()).Should().Be(before);

        void Refused(Search what, string words) => FluentActions.Invoking(() => what.RunOn(silos.Client.Named("taken")).Run(Iris.Table)).Should()
            .Throw<InvalidOperationException>().WithMessage(words);
    }

    [Fact]
    public async Task A_search_without_a_name_ends_when_another_that_asks_for_the_same_deletes_the_sweep()
    {
        await using InProcessCluster silos = await InProcessCluster.StartAsync(1, (_, _) => { });
        Search search = Search.Over(Learner.For("species") with { Epochs = 300 }).AddStandard() with { Trials = 8, Folds = 2 };
        var deleted = new List<string>(); // trials are long enough for some to be left when the first is told of

        SearchResult there = (search with { Progress = new AtOnce(_ => Task.Run(DeleteAsync).GetAwaiter().GetResult()) }).RunOn(silos.Client).Run(Iris.Table);

        there.ToCsv().Should().Be(search.Run(Iris.Table).ToCsv());
        deleted.Distinct().Should().HaveCountGreaterThan(1, "what is left is another sweep each time");
        (await silos.Client.SweepsAsync()).Should().BeEmpty();

        async Task DeleteAsync()
        {
            foreach (SweepStatus sweep in await silos.Client.SweepsAsync())
            {
                deleted.Add(sweep.Name);
                await silos.Client.DeleteAsync(sweep.Name);
            }
        }
    }

    [Fact]
    public async Task Two_sweeps_with_the_same_large_result_are_deleted_each_by_itself()
    {
        await using InProcessCluster silos = await InProcessCluster.StartAsync(
            1, (silo, _) => silo.AddTrial<int, int[]>("large", (count, _) => [.. Enumerable.Range(0, count)]));
        Sweep<int, int[]> one = await silos.Client.StartOrAttachAsync<int, int[]>("one", "large", [50_000]);
        Sweep<int, int[]> two = await silos.Client.StartOrAttachAsync<int, int[]>("two", "large", [50_000]);
        await one.WaitAsync();
        await two.WaitAsync();

        await silos.Client.DeleteAsync("one");

        (await two.WaitAsync())[0].Value.Should().HaveCount(50_000);
    }

    [Fact]
    public void What_is_on_disk_is_found_by_its_content_and_what_was_used_longest_ago_makes_room()
    {
        var cache = new DiskCache(_folder, most: 25);
        string[] hashes = [.. Enumerable.Range(0, 2).Select(i => Kept(cache, i))];
        SetTime(hashes[0], 1);
        SetTime(hashes[1], 2);
        cache.Find(hashes[0])!.Should().Equal(Bytes(0), "it was used now");

        string last = Kept(cache, 4);

        cache.Find(hashes[1]).Should().BeNull();
        cache.Find(hashes[0])!.Should().Equal(Bytes(0));
        cache.Find(last)!.Should().Equal(Bytes(4));
        Directory.GetFiles(_folder).Should().HaveCount(2);
        cache.Keep(hashes[1], new byte[26]); // larger than all that it may hold
        cache.Find(hashes[1]).Should().BeNull();

        static byte[] Bytes(int i) => [.. Enumerable.Repeat((byte)i, 10)];

        static string Kept(DiskCache cache, int i)
        {
            string hash = Blobs.HashOf(Bytes(i));
            cache.Keep(hash, Bytes(i));
            return hash;
        }

        void SetTime(string hash, int hour)
        {
            string file = Path.Combine(_folder, hash + ".nodenet-rows");
            if (File.Exists(file)) File.SetLastWriteTimeUtc(file, new DateTime(2026, 1, 1, hour, 0, 0, DateTimeKind.Utc));
        }
    }

    [Fact]
    public void A_damaged_file_is_not_taken_and_a_disk_that_cannot_be_written_is_no_trouble()
    {
        var cache = new DiskCache(_folder, most: 1000);
        byte[] bytes = [1, 2, 3];
        string hash = Blobs.HashOf(bytes);
        cache.Keep(hash, bytes);
        File.WriteAllBytes(Directory.GetFiles(_folder)[0], [1, 2, 4]);

        cache.Find(hash).Should().BeNull();
        Directory.GetFiles(_folder).Should().BeEmpty();

        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "in the way of a folder");
        var nowhere = new DiskCache(file, most: 1000);
        nowhere.Keep(hash, bytes);
        nowhere.Find(hash).Should().BeNull();
        DiskCache.IsContent(hash).Should().BeTrue();
        DiskCache.IsContent("wine-1/3/model").Should().BeFalse();
    }

    [Fact]
    public void Rows_and_states_of_shards_come_back_from_their_bytes_to_the_bit()
    {
        DataSet rows = DataSet.From([[0.1, -0.0], [1e-300, 3.0]], [[double.Epsilon], [2.0]], [1.0, 0.5]);
        DataSet back = StateBytes.ReadRows(StateBytes.WriteRows(rows));
        back.Inputs.ToArrays().Should().BeEquivalentTo(rows.Inputs.ToArrays(), same => same.WithStrictOrdering());
        double.IsNegative(back.Inputs[0, 1]).Should().BeTrue();
        back.Targets[0, 0].Should().Be(double.Epsilon);
        back.Weights.Should().Equal(1.0, 0.5);

        var state = new TrainerState
        {
            Parameters = new[] { 0.1, -0.0 },
            Memory = [new[] { 1.0, 2.0 }, new[] { 3.0, 4.0 }],
            Steps = 1L << 40,
            StepCounts = [0, 7],
            LearningRate = 0.3,
            Random = new(1, ulong.MaxValue, 3, 4),
        };
        TrainerState read = StateBytes.Read(StateBytes.Write(state));
        read.Should().BeEquivalentTo(state, same => same.Excluding(one => one.Parameters).Excluding(one => one.Memory));
        read.Parameters.ToArray().Select(BitConverter.DoubleToInt64Bits).Should().Equal(state.Parameters.ToArray().Select(BitConverter.DoubleToInt64Bits));
        read.Memory.Select(plane => plane.ToArray()).Should().BeEquivalentTo(state.Memory.Select(plane => plane.ToArray()));
        FluentActions.Invoking(() => StateBytes.Read(new byte[100])).Should().Throw<InvalidDataException>().WithMessage("*another version of NodeNet*");
    }

    [Theory]
    [InlineData(0.0, "just now")]
    [InlineData(1.0, "1 minute ago")]
    [InlineData(150.0, "2 hours ago")]
    [InlineData(1440.0, "24 hours ago")]
    [InlineData(2880.0, "2 days ago")]
    public void An_age_is_told_in_words(double minutes, string words) =>
        new KeptContent("table", "1a2b3c4d5e", 12_400_000, TimeSpan.FromMinutes(minutes), []).ToString().Should()
            .Be($"table 1a2b3c4d…, 12.4 MB: no sweep has it, but it was sent {words}");

    private sealed class AtOnce(Action<SearchReport> report) : IProgress<SearchReport>
    {
        public void Report(SearchReport value) => report(value);
    }

    private sealed class Mine : Activations.IActivation
    {
        public string Name => "mine";

        public double Activate(double netInput) => netInput;

        public double Slope(double netInput, double activation) => 1.0;
    }
}
