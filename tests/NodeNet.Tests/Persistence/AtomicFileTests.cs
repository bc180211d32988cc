using NodeNet.Persistence;

namespace NodeNet.Tests.Persistence;

/// <summary>A save leads to the whole new file or leaves the whole old one.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_written_and_replaced_and_nothing_else_is_left()
    {
        string path = _folder.File("model.json");
        AtomicFile.Write(path, stream => stream.Write("one"u8));
        AtomicFile.Write(path, stream => stream.Write("2"u8));

        File.ReadAllText(path).Should().Be("2");
        _folder.FileNames.Should().Equal("model.json");
    }

    [Fact]
    public void While_it_is_written_the_name_still_leads_to_the_old_file()
    {
        string path = _folder.File("model.json");
        File.WriteAllText(path, "old");
        AtomicFile.Write(path, stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            File.ReadAllText(path).Should().Be("old");
        });
        File.ReadAllText(path).Should().Be("new");
    }

    [Fact]
    public void A_save_that_fails_leaves_the_old_file_and_nothing_else()
    {
        string path = _folder.File("model.json");
        File.WriteAllText(path, "old");
        Action saving = () => AtomicFile.Write(path, stream =>
        {
            stream.Write("half a new fi"u8);
            throw new UserTroubleException();
        });

        saving.Should().Throw<UserTroubleException>("what the writer throws passes through");
        File.ReadAllText(path).Should().Be("old");
        _folder.FileNames.Should().Equal("model.json");
    }

    [Fact]
    public void What_a_killed_process_left_behind_is_removed_by_the_next_save_to_the_same_name()
    {
        string[] others =
        [
            "model.json.0123456789abcde.nodenet-tmp",   // a digit short
            "model.json.0123456789abcdeX.nodenet-tmp",  // no such digit
            "model.json.0123456789abcdef.tmp",          // another ending
            "model2.json.0123456789abcdef.nodenet-tmp", // another file's
            "my-model.json.0123456789abcdef.nodenet-tmp",
        ];
        foreach (string other in others) File.WriteAllText(_folder.File(other), "");
        File.WriteAllText(_folder.File("model.json.0123456789abcdef.nodenet-tmp"), "{");
        File.WriteAllText(_folder.File("model.json.fedcba9876543210.nodenet-tmp"), "{");

        AtomicFile.Write(_folder.File("model.json"), stream => stream.Write("{}"u8));

        _folder.FileNames.Should().BeEquivalentTo([.. others, "model.json"]);
    }

    [Fact]
    public void What_somebody_else_is_writing_to_the_same_name_is_not_removed()
    {
        string path = _folder.File("model.json");
        AtomicFile.Write(path, slow =>
        {
            slow.Write("slow"u8);
            AtomicFile.Write(path, fast => fast.Write("fast"u8));
            File.ReadAllText(path).Should().Be("fast");
            _folder.FileNames.Should().HaveCount(2);
        });
        File.ReadAllText(path).Should().Be("slow", "the last one stays");
        _folder.FileNames.Should().Equal("model.json");
    }

    [Fact]
    public void Many_threads_may_save_to_one_name()
    {
        string path = _folder.File("model.json");
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            AtomicFile.Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(new string((char)('a' + i % 26), 50_000)))));

        string content = File.ReadAllText(path);
        content.Should().HaveLength(50_000).And.Be(new string(content[0], 50_000));
        _folder.FileNames.Should().Equal("model.json");
    }

    [Fact]
    public async Task Whoever_reads_while_it_is_saved_reads_the_old_file_or_the_new_and_is_never_refused()
    {
        string path = _folder.File("model.json");
        AtomicFile.Write(path, stream => stream.Write("0000"u8));
        using var over = new CancellationTokenSource();
        Task<int> reading = Task.Factory.StartNew(() =>
        {
            int reads = 0;
            for (; !over.IsCancellationRequested; reads++)
            {
                string content = File.ReadAllText(path); // takes no part in any arrangement of ours
                content.Should().HaveLength(4).And.Be(new string(content[0], 4));
            }
            return reads;
        }, TaskCreationOptions.LongRunning);
        for (int i = 0; i < 500; i++)
            AtomicFile.Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(new string((char)('0' + i % 10), 4))));
        await over.CancelAsync();
        (await reading).Should().BePositive();
    }

    [Fact]
    public void Whether_a_save_could_work_can_be_asked_before()
    {
        AtomicFile.RequireWritable(_folder.File("model.json"));
        FluentActions.Invoking(() => AtomicFile.RequireWritable(_folder.Path)).Should().Throw<IOException>().WithMessage("* is a folder; *");
        FluentActions.Invoking(() => AtomicFile.RequireWritable(_folder.File("no/model.json"))).Should().Throw<DirectoryNotFoundException>();
        FluentActions
            .Invoking(() => AtomicFile.RequireWritable(_folder.File(new string('x', 250))))
            .Should()
            .Throw<IOException>("with its temporary ending the name is too long");
        _folder.FileNames.Should().BeEmpty();
    }

    [Fact]
    public void A_save_takes_another_temporary_name_when_somebody_cleans_up_as_it_begins()
    {
        // Creating and locking a file are two steps; saves of nothing at all meet between the two most often.
        string path = _folder.File("model.json");
        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, _ => AtomicFile.Write(path, _ => { }));
        _folder.FileNames.Should().Equal("model.json");
    }

    [Fact]
    public void A_link_is_followed_and_permissions_stay()
    {
        if (OperatingSystem.IsWindows()) return; // there links take a right that few users have
        string path = _folder.File("real.json");
        File.WriteAllText(path, "old");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(_folder.File("link.json"), path);

        AtomicFile.Write(_folder.File("link.json"), stream => stream.Write("new"u8));

        File.ReadAllText(path).Should().Be("new");
        File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.ResolveLinkTarget(_folder.File("link.json"), true)!.FullName.Should().Be(path);
    }

    [Fact]
    public void A_folder_is_not_replaced_and_a_missing_folder_is_not_made()
    {
        Action ontoFolder = () => AtomicFile.Write(_folder.Path, stream => stream.Write("x"u8));
        ontoFolder.Should().Throw<IOException>().WithMessage("* is a folder; *");
        Action intoNowhere = () => AtomicFile.Write(_folder.File("no/such/model.json"), stream => stream.Write("x"u8));
        intoNowhere.Should().Throw<DirectoryNotFoundException>().WithMessage("*model.json cannot be saved: there is no folder *such. Create it first*");
        _folder.FileNames.Should().BeEmpty();
    }
}
