namespace NodeNet.Export.Tests;

/// <summary>A PostgreSQL server of a test's own, on a socket in its folder.</summary>
internal sealed class Postgres : IDisposable
{
    private readonly string _folder;

    private Postgres(string folder) => _folder = folder;

    public static Postgres Start(string folder)
    {
        // The server refuses to run as root.
        bool isRoot = Environment.UserName == "root";
        Tools.RunWell(folder, "chmod", "777", folder);
        Run(isRoot, folder, $"initdb -D '{folder}/data' -A trust -U postgres -E UTF8 --locale=C");
        Run(isRoot, folder, $"pg_ctl -D '{folder}/data' -w -l '{folder}/log' -o \"-c listen_addresses='' -c unix_socket_directories='{folder}'\" start");
        return new Postgres(folder);
    }

    /// <summary>What the statements of a file return, a line a row.</summary>
    public string Query(string file) => Tools.RunWell(_folder, "psql", "-h", _folder, "-U", "postgres", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-f", file);

    public void Dispose() => Run(Environment.UserName == "root", _folder, $"pg_ctl -D '{_folder}/data' -m immediate stop");

    private static void Run(bool isRoot, string folder, string command)
    {
        string path = "export PATH=\"$PATH:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)\"; cd '" + folder + "'; ";
        string quiet = path + command + " >/dev/null 2>&1";
        if (isRoot) Tools.RunWell(folder, "su", "postgres", "-s", "/bin/sh", "-c", quiet);
        else Tools.RunWell(folder, "sh", "-c", quiet);
    }
}
