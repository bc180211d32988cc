using NodeNet.Data;

namespace NodeNet.Tests.Data;

public class OneHotTests
{
    [Fact]
    public void A_class_is_a_row_with_a_single_1()
    {
        OneHot.Encode([2, 0], count: 3).ToArrays().Should().BeEquivalentTo(new double[][] { [0, 0, 1], [1, 0, 0] }, o => o.WithStrictOrdering());
    }

    [Fact]
    public void Labels_become_classes_in_ordinal_order()
    {
        Rows rows = OneHot.Encode(["dog", "cat", "Zebra", "cat"], out string[] names);

        names.Should().Equal("Zebra", "cat", "dog");
        rows.ToArrays().Should().BeEquivalentTo(new double[][] { [0, 0, 1], [0, 1, 0], [1, 0, 0], [0, 1, 0] }, o => o.WithStrictOrdering());
    }

    [Fact]
    public void Labels_that_are_numbers_are_in_the_order_of_numbers()
    {
        Rows rows = OneHot.Encode(["10", "2", "0"], out string[] names);
        names.Should().Equal("0", "2", "10");
        rows[0].ToArray().Should().Equal(0, 0, 1);
        OneHot.Categories(["1.5", "-3", "1e1", "-3"]).Should().Equal("-3", "1.5", "1e1");
        OneHot.Categories(["10", "9", "nine"]).Should().Equal("10", "9", "nine");
    }

    [Fact]
    public void A_test_set_is_encoded_with_the_categories_of_the_training_set()
    {
        OneHot.Encode(["dog", "cat"], out string[] known);
        OneHot.Encode(["dog", "dog"], known).ToArrays().Should().BeEquivalentTo(new double[][] { [0, 1], [0, 1] }, o => o.WithStrictOrdering());
        FluentActions.Invoking(() => OneHot.Encode(["cat", "emu"], known)).Should().Throw<ArgumentException>()
            .WithMessage("Row 1 is \"emu\", which is none of the categories cat, dog.*").WithParameterName("labels");
        FluentActions.Invoking(() => OneHot.Encode(["cat"], ["cat", "cat"])).Should().Throw<ArgumentException>()
            .WithMessage("Category 1 (from 0) is null or there twice.*");
        FluentActions.Invoking(() => OneHot.Encode([], ["cat"])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Classes_must_be_in_range()
    {
        FluentActions
            .Invoking(() => OneHot.Encode([0, 3], count: 3))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Row 1 has class 3; of 3 classes the numbers go from 0 to 2.*")
            .WithParameterName("classes");
        FluentActions.Invoking(() => OneHot.Encode([-1], count: 3)).Should().Throw<ArgumentException>().WithMessage("Row 0 has class -1*");
        FluentActions.Invoking(() => OneHot.Encode([], count: 3)).Should().Throw<ArgumentException>().WithMessage("There are no classes to encode.*");
        FluentActions
            .Invoking(() => OneHot.Encode([0], count: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("count is 0; it must be at least 1.*");
        FluentActions
            .Invoking(() => OneHot.Encode(Array.Empty<string>(), out _))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("There are no classes to encode.*");
        FluentActions.Invoking(() => OneHot.Encode(null!, out _)).Should().Throw<ArgumentNullException>().WithParameterName("labels");
    }
}
