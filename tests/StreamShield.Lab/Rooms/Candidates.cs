using OpenCvSharp;
using StreamShield.Audit.Measures;

namespace StreamShield.Lab.Rooms;

/// <summary>Rooms of the line-up, kept as small layouts.</summary>
internal sealed class Candidates : IDisposable
{
    private const int Count = 300;

    private readonly Dictionary<string, Mat> _layouts = [];

    /// <param name="folder">Pictures; an evenly spread 300 of them are taken, with all held-out ones that the scenes use among them.</param>
    /// <param name="needed">Names without extension that must be among them.</param>
    public Candidates(string folder, IEnumerable<string> needed)
    {
        var names = Directory.GetFiles(folder, "*.jpg").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal).ToArray();
        var spread = Enumerable.Range(0, Math.Min(Count, names.Length)).Select(i => names[i * names.Length / Math.Min(Count, names.Length)]);
        foreach (var name in needed.Concat(spread).Distinct().Take(Count))
        {
            using var picture = Cv2.ImRead(Path.Combine(folder, name + ".jpg"));
            _layouts[name] = Small(picture);
        }
    }

    /// <summary>Rank of a room that is known to the attacker by his own photo.</summary>
    public double Rank(LineUp lineUp, string room, Mat photo)
    {
        using var own = Small(photo);
        var names = _layouts.Keys.ToList();
        return LineUp.Rank([.. names.Select(name => lineUp.Distance(name == room ? own : _layouts[name]))], names.IndexOf(room));
    }

    public void Dispose() => _layouts.Values.ToList().ForEach(layout => layout.Dispose());

    private static Mat Small(Mat picture)
    {
        // A room's picture is cropped to the frame's shape, as the scenes do it.
        var shape = (double)Scene.Width / Scene.Height;
        var width = Math.Min(picture.Cols, (int)(picture.Rows * shape));
        var height = Math.Min(picture.Rows, (int)(picture.Cols / shape));
        using var middle = picture[new Rect((picture.Cols - width) / 2, (picture.Rows - height) / 2, width, height)];
        var small = new Mat();
        Cv2.Resize(middle, small, new Size(LineUp.Columns, LineUp.Rows), 0, 0, InterpolationFlags.Area);
        return small;
    }
}
