using OpenCvSharp;

namespace StreamShield.Lab.Lineup;

/// <summary>Tries to undo an effect after having seen many rooms with and without it.</summary>
internal interface IRestorer : IDisposable
{
    /// <summary>What it is, for people.</summary>
    string Name { get; }

    /// <summary>Learns from pairs of pictures of one size.</summary>
    /// <param name="hidden">What the effect showed, BGR.</param>
    /// <param name="rooms">The rooms, in the same order.</param>
    void Learn(IReadOnlyList<Mat> hidden, IReadOnlyList<Mat> rooms);

    /// <summary>Restores one picture.</summary>
    /// <param name="hidden">BGR.</param>
    /// <returns>Of the same size, CV_32FC3; the caller's.</returns>
    Mat Restore(Mat hidden);
}
