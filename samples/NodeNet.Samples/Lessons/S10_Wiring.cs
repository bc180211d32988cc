using NodeNet.Samples.Output;

namespace NodeNet.Samples.Lessons;

public static class Wiring
{
    public static void Give(Paper paper) => paper.Say("later");
}
