namespace StreamShield.Tests.Devices;

/// <summary>A folder of its own for one test, removed after it.</summary>
public sealed class TempFolder : IDisposable
{
    private readonly List<System.Net.Sockets.Socket> _sockets = [];

    public string Path { get; } = Directory.CreateTempSubdirectory("shield-devices-").FullName;

    public IEnumerable<string> Files => Directory.EnumerateFileSystemEntries(Path).Select(entry => System.IO.Path.GetFileName(entry)!).Order();

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>What is no file at a name of one, by its kind, for Linux; "endless" and "link" lead to a device.</summary>
    public string NoFile(string kind, string name)
    {
        var path = File(name);
        switch (kind)
        {
            case "pipe":
                using (var make = System.Diagnostics.Process.Start("mkfifo", [path]))
                {
                    make.WaitForExit();
                }

                break;
            case "socket":
                // Its file goes with it.
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
                socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(path));
                _sockets.Add(socket);
                break;
            case "endless":
                System.IO.File.CreateSymbolicLink(path, "/dev/zero");
                break;
            default:
                System.IO.File.CreateSymbolicLink(path, "/dev/null");
                break;
        }

        return path;
    }

    /// <summary>Permissions, where the system has them.</summary>
    public static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(path, mode);
        }
    }

    public void Dispose()
    {
        _sockets.ForEach(socket => socket.Dispose());
        Directory.Delete(Path, recursive: true);
    }
}
