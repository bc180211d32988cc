using NodeNet.Samples.Output;

namespace NodeNet.Samples.Lessons;

public static class PartsOfYourOwn
{
    public static void Give(Paper paper) => paper.Say("later");
}
