using NodeNet.Data;
using NodeNet.Datasets;

namespace NodeNet.Tests.Datasets;

/// <summary>Images that are read when they are needed are those of the data set.</summary>
public sealed class StreamImagesTests
{
    private const int Count = 3000;

    private static readonly byte[] _images = IdxFile.Of(0x08, [Count, 30, 30], [.. Enumerable.Range(0, Count * 900).Select(i => (byte)(i * 31 % 251))]);
    private static readonly byte[] _labels = IdxFile.Of(0x08, [Count], [.. Enumerable.Range(0, Count).Select(i => (byte)(i % 10))]);

    [Fact]
    public void They_come_in_groups_in_any_order()
    {
        using var images = new TemporaryFile(_images);
        using var labels = new TemporaryFile(_labels);
        DataSet whole = Idx.ReadImages(images.Path, labels.Path);

        IExampleSource source = Idx.StreamImages(images.Path, labels.Path);

        (source.InputCount, source.TargetCount, source.GroupCount).Should().Be((900, 10, 3));
        ExamplePiece[] pieces = [.. source.Read([2, 0, 1])];
        pieces.Select(piece => piece.Group).Should().Equal(2, 0, 1);
        int before = pieces[1].Count + pieces[2].Count;
        pieces.Sum(piece => piece.Count).Should().Be(Count);
        pieces[0].Inputs[0].ToArray().Should().Equal(whole.Inputs[before].ToArray());
        pieces[0].Targets[5].ToArray().Should().Equal(whole.Targets[before + 5].ToArray());
        pieces[2].Inputs[7].ToArray().Should().Equal(whole.Inputs[pieces[1].Count + 7].ToArray());
    }

    [Fact]
    public void Packed_files_are_one_group()
    {
        using var images = new TemporaryFile(IdxFile.Gzipped(_images));
        using var labels = new TemporaryFile(IdxFile.Gzipped(_labels));

        IExampleSource source = Idx.StreamImages(images.Path, labels.Path);

        source.GroupCount.Should().Be(1);
        source.Read([0]).Sum(piece => piece.Count).Should().Be(Count);
        ExamplePiece last = source.Read([0]).Last();
        last.Targets[last.Count - 1, 9].Should().Be(1.0);
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_anything_is_read()
    {
        using var images = new TemporaryFile(_images);
        using var labels = new TemporaryFile(_labels);
        using var few = new TemporaryFile(IdxFile.Of(0x08, [2], [1, 2]));
        using var cut = new TemporaryFile(_images[..^1]);
        using var none = new TemporaryFile("no images");

        FluentActions.Invoking(() => Idx.StreamImages(images.Path, few.Path)).Should().Throw<DataFormatException>().WithMessage("*2 labels for 3000 images*");
        FluentActions.Invoking(() => Idx.StreamImages(labels.Path, images.Path)).Should().Throw<DataFormatException>().WithMessage("*exchanged?*");
        FluentActions.Invoking(() => Idx.StreamImages(cut.Path, labels.Path)).Should().Throw<DataFormatException>().WithMessage("*bytes; by its dimensions*");
        FluentActions.Invoking(() => Idx.StreamImages(none.Path, labels.Path)).Should().Throw<DataFormatException>().WithMessage("*no IDX file*");
        FluentActions.Invoking(() => Idx.StreamImages(images.Path, labels.Path, classes: 5).Read([0]).First())
            .Should().Throw<DataFormatException>().WithMessage("*Label 5 is 5; of 5 classes*");
    }
}
