namespace StreamShield.Core.People;

/// <summary>Tells the streamer from somebody who stands beside the streamer and counts as the streamer, wholly or in part.</summary>
/// <param name="people">Everybody in the picture.</param>
/// <param name="search">Scores the parts.</param>
internal sealed class StreamerSeparation(BodyMap people, StreamerSearch search)
{
    /// <summary>Seconds for which the colours must contradict the labels.</summary>
    private const double MixedSeconds = 0.1;

    /// <summary>Lead in colour similarity that a part needs to be the streamer rather than the other person.</summary>
    private const float Margin = 0.3f;

    private double _split;
    private double _mixed;

    /// <summary>Call it once the parts of a frame have owners.</summary>
    /// <param name="passed">Seconds since the last frame.</param>
    /// <returns>True when the streamer is at another place than was thought.</returns>
    public bool Step(double passed)
    {
        PartCompany(passed);
        return Untangle(passed);
    }

    /// <summary>Separates two bodies that stand side by side and both count as the streamer, because they touched when the streamer was chosen or a
    /// piece of the room connected them. The largest and most central one stays the streamer.</summary>
    private void PartCompany(double passed)
    {
        var (best, max, rival) = (-1, 0.0, -1);
        for (var i = 0; i < people.Parts.Length; i++)
        {
            ref readonly var part = ref people.Parts[i];
            if (part.Owner == BodyMap.OwnBit && search.Score(part) > max)
            {
                (best, max) = (i, search.Score(part));
            }
        }

        for (var i = 0; i < people.Parts.Length && best >= 0; i++)
        {
            ref readonly var part = ref people.Parts[i];
            rival = i != best && part.Owner == BodyMap.OwnBit && IsBeside(part, people.Parts[best]) ? i : rival;
        }

        _split = rival < 0 ? 0 : _split + passed;
        if (_split > 2 * StreamerSearch.StableSeconds)
        {
            people.GiveWhole(rival);
            _split = 0;
        }
    }

    /// <summary>While two people touch, each may get some of the other's pixels, for example when the streamer turns round just then. Once they stand
    /// apart, the colours of the whole bodies tell who is who.</summary>
    private bool Untangle(double passed)
    {
        var (hers, theirs) = Mixed();
        _mixed = hers < 0 ? 0 : _mixed + passed;
        if (_mixed < MixedSeconds)
        {
            return false;
        }

        people.Untangle(hers, theirs);
        _mixed = 0;
        return true;
    }

    /// <summary>A part that looks like the streamer but is somebody else's, at least in part, and one beside it that counts as the streamer but does
    /// not look so; -1 for none.</summary>
    private (int Hers, int Theirs) Mixed()
    {
        for (var hers = 0; hers < people.Parts.Length; hers++)
        {
            if (people.Largest(hers) is not { HasMoved: true })
            {
                continue;
            }

            for (var theirs = 0; theirs < people.Parts.Length; theirs++)
            {
                var isShown = theirs != hers && (people.Parts[theirs].Owner & BodyMap.OwnBit) != 0;
                if (isShown && AreBeside(hers, theirs) && people.Match(hers) is > StreamerSearch.KnownThere and var match && people.Match(theirs) < match - Margin)
                {
                    return (hers, theirs);
                }
            }
        }

        return (-1, -1);
    }

    private bool AreBeside(int one, int other) => IsBeside(people.Parts[one], people.Parts[other]) && IsBeside(people.Parts[other], people.Parts[one]);

    /// <summary>True when a part is about as large and as high as another body and stands beside it. It is then neither an arm nor a torso under a
    /// head.</summary>
    private static bool IsBeside(in Component part, in Component body) =>
        part.Area * 3 > body.Area && part.Frame.Height * 2 > body.Frame.Height
        && part.Frame.Intersect(body.Frame).Width < Math.Min(part.Frame.Width, body.Frame.Width) / 3;
}
