using System.Diagnostics;
using StreamShield.Core.Frames;
using StreamShield.Core.Storage;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Core.Storage;

/// <summary>A file is written whole or not at all, whatever happens midway.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Target => _folder.File("room.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_file_and_its_folder_are_the_users_alone()
    {
        var path = Path.Combine(_folder.Path, "deep", "er", "room.json");
        AtomicFile.Write(path, "new"u8.ToArray(), "test");
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal(["room.json"], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(path)!).Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
        }
    }

    [Fact]
    public void A_stream_that_fails_midway_leaves_the_old_file_and_nothing_else()
    {
        File.WriteAllText(Target, "old");
        var fault = Assert.Throws<ShieldException>(() => AtomicFile.Write(Target, Half, "test"));
        Assert.Contains("No space left", fault.Message, StringComparison.Ordinal);
        Assert.Contains("what was there before is unchanged", fault.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal(["room.json"], _folder.Files);

        static void Half(Stream stream)
        {
            stream.Write("ha"u8);
            stream.Flush();
            throw new IOException("No space left on device.");
        }
    }

    [Fact]
    public void The_file_is_the_old_one_until_the_new_one_is_whole()
    {
        File.WriteAllText(Target, "old");
        AtomicFile.Write(Target, stream =>
        {
            stream.Write("new"u8);
            stream.Flush();

            // Killed at this point, this is what the next start finds.
            Assert.Equal("old", File.ReadAllText(Target));
            Assert.Equal(2, _folder.Files.Count());
        }, "test");
        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal(["room.json"], _folder.Files);
    }

    [Fact]
    public void A_name_that_cannot_be_taken_leaves_nothing_behind()
    {
        Directory.CreateDirectory(Target);
        Assert.Throws<ShieldException>(() => AtomicFile.Write(Target, "new"u8.ToArray(), "test"));
        Assert.Equal(["room.json"], _folder.Files);
    }

    [Fact]
    public void A_file_that_must_be_new_replaces_none()
    {
        File.WriteAllText(Target, "old");
        Assert.Throws<ShieldException>(() => AtomicFile.Write(Target, "new"u8.ToArray(), "test", replace: false));
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal(["room.json"], _folder.Files);
    }

    [Fact]
    public void Deleting_takes_along_what_a_killed_write_left()
    {
        string[] files = ["room.json", ".room.json.abc.partial", "room.json.txt", ".other.json.abc.partial"];
        foreach (var file in files)
        {
            File.WriteAllText(_folder.File(file), "x");
        }

        AtomicFile.Delete(Target);
        Assert.Equal([".other.json.abc.partial", "room.json.txt"], _folder.Files);
        AtomicFile.Delete(Path.Combine(_folder.Path, "no such folder", "room.json"));
    }

    [Fact]
    public void A_full_disk_leaves_the_old_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "a small disk of its own wants root on Linux");
        Assert.SkipWhen(Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", _folder.Path) != 0, "no disk may be mounted here");
        try
        {
            AtomicFile.Write(Target, new byte[20_000], "test");
            var fault = Assert.Throws<ShieldException>(() => AtomicFile.Write(Target, new byte[60_000], "test"));
            Assert.Contains("free the disk", fault.Message, StringComparison.Ordinal);
            Assert.Equal(20_000, new FileInfo(Target).Length);
            Assert.Equal(["room.json"], _folder.Files);
            AtomicFile.Write(Target, new byte[30_000], "test");
            Assert.Equal(30_000, new FileInfo(Target).Length);
        }
        finally
        {
            Assert.Equal(0, Run("umount", _folder.Path));
        }
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));
        return process.ExitCode;
    }
}
