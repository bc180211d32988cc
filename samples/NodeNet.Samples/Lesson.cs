using NodeNet.Samples.Output;

namespace NodeNet.Samples;

/// <summary>A lesson of the tour.</summary>
/// <param name="Number">Its place, from 1.</param>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Give">Gives the lesson.</param>
public sealed record Lesson(int Number, string Name, string Title, Action<LessonOutput> Give);
