namespace NodeNet.Export.Tests;

/// <summary>A folder that is there for one test.</summary>
internal sealed class Folder : IDisposable
{
    public Folder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "nodenet-" + System.IO.Path.GetRandomFileName());

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
