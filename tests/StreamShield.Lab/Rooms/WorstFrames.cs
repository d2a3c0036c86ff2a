using OpenCvSharp;

namespace StreamShield.Lab.Rooms;

/// <summary>Keeps the outputs of the frames that leak most.</summary>
internal sealed class WorstFrames(int count) : IDisposable
{
    private readonly List<(double Share, Mat Picture)> _frames = [];

    public IEnumerable<Mat> Pictures => _frames.Select(frame => frame.Picture);

    public void Offer(double share, Mat picture)
    {
        if (_frames.Count == count && share <= _frames[^1].Share)
        {
            return;
        }

        if (_frames.Count == count)
        {
            _frames[^1].Picture.Dispose();
            _frames.RemoveAt(count - 1);
        }

        _frames.Add((share, picture.Clone()));
        _frames.Sort((one, two) => two.Share.CompareTo(one.Share));
    }

    public void Dispose() => _frames.ForEach(frame => frame.Picture.Dispose());
}
