using NodeNet.Data;

namespace NodeNet.Tests.Data;

/// <summary>What a source of a user's own may throw by itself; what training makes of it names the source and the row.</summary>
public class ExampleSourceExceptionTests
{
    [Fact]
    public void Made_by_hand_it_names_no_place()
    {
        var cause = new IOException("the disk");

        new ExampleSourceException().Should().Match<ExampleSourceException>(one => one.SourceName == null && one.Row == null);
        new ExampleSourceException("why").Message.Should().Be("why");
        new ExampleSourceException("why", cause).InnerException.Should().BeSameAs(cause);
    }
}
